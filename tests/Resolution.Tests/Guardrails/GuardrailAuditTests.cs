using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests.Guardrails;

/// <summary>What guardrails say of stored APIs.</summary>
public sealed class GuardrailAuditTests : IAsyncLifetime
{
    private GuardrailHarness _harness = null!;

    public async ValueTask InitializeAsync() => _harness = await GuardrailHarness.CreateAsync();

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task Audit_ValueFromATemplate_IsJudgedAsAtAdmission()
    {
        _harness.Cluster.Put(ASecret("backend").WithKey("url", "https://a.ok").Build());
        var guardrail = _harness.Cluster.Put(AGuardrail().Demanding(rules => rules.EndpointHosts = ["*.ok"]).Build());

        (await _harness.Resolution.Guardrails.AuditAsync(
            guardrail, AnApi().WithTarget("[[ secret `backend/url` ]]").Build(), CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Audit_TemplateThatCannotBeEvaluated_IsUndecided()
    {
        var guardrail = _harness.Cluster.Put(
            AGuardrail().Demanding(rules => (rules.EndpointHosts, rules.Visibilities) = (["*.ok"], [Visibilities.Public])).Build());

        var violations = await _harness.Resolution.Guardrails.AuditAsync(
            guardrail, AnApi().WithTarget("[[ secret `absent/url` ]]").Build(), CancellationToken.None);

        violations.Select(violation => (violation.Rule, violation.IsUndecided)).ShouldBe([("endpointHosts", true), ("visibilities", false)]);
    }

    [Fact]
    public void AuditAsWritten_ValueFromATemplate_IsUndecided()
    {
        _harness.Cluster.Put(ASecret("backend").WithKey("url", "https://a.ok").Build());
        var guardrail = _harness.Cluster.Put(
            AGuardrail().Demanding(rules => (rules.EndpointHosts, rules.Visibilities) = (["*.ok"], [Visibilities.Public])).Build());

        var violations = _harness.Resolution.Guardrails.AuditAsWritten(guardrail, AnApi().WithTarget("[[ secret `backend/url` ]]").Build());

        violations.Select(violation => (violation.Rule, violation.IsUndecided)).ShouldBe([("endpointHosts", true), ("visibilities", false)]);
    }

    [Fact]
    public async Task Audit_SameVersionOfAnApi_ReadsItOnce()
    {
        var guardrail = _harness.Cluster.Put(AGuardrail().Demanding(rules => rules.Visibilities = [Visibilities.Public]).Build());
        var api = AnApi().Build();
        var first = await _harness.Resolution.Guardrails.AuditAsync(guardrail, api, CancellationToken.None);
        api.Spec!.Visibility = Visibilities.Public;

        // What is cached is never changed, so that nobody looks whether it was.
        (await _harness.Resolution.Guardrails.AuditAsync(guardrail, api, CancellationToken.None)).ShouldBe(first);
    }

    // The version of the API does not match.
    private void Put(Action<ApiGuardrailSpec> change, string name = "rules") =>
        _harness.Cluster.Put(AGuardrail(name).Demanding(rules => rules.VersionPattern = "[0-9]+").With(change).Build());
}

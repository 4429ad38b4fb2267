using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using Microsoft.Extensions.Logging;
using static Gko.Testing.Builders.Given;

namespace Gko.Operator.Tests;

public sealed class ApiGuardrailReconcilerTests : IAsyncLifetime
{
    private const string Said = "guardrail [rules] rule [visibilities]: [PRIVATE] is not allowed at spec.visibility; allowed are PUBLIC";

    private OperatorFixture _fixture = null!;
    private AuditHarness _audit = null!;

    public async ValueTask InitializeAsync()
    {
        _fixture = await OperatorFixture.CreateAsync();
        _audit = new AuditHarness(_fixture);
        _fixture.Cluster.Put(AGuardrail().Demanding(rules => rules.Visibilities = [Visibilities.Public]).Build());
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Reconcile_NoViolation_SaysSo()
    {
        _fixture.Cluster.Put(AnApi().With(spec => spec.Visibility = Visibilities.Public).Build());

        await _audit.AuditAsync();

        (_audit.Status.Violations, _audit.Status.Undecided, _audit.Status.First!.Count).ShouldBe((0, 0, 0));
        _audit.Status.Conditions.Line(ConditionTypes.Ready).ShouldBe("True Audited: All APIs that are meant were looked at");
        _audit.Status.Conditions.Line(ConditionTypes.Accepted).ShouldBe("True Accepted: The rules are in force");
        _fixture.Events.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Reconcile_ExistingViolatorsOfBothKinds_AreListedAndTold()
    {
        _fixture.Cluster.Put(AV4Api("four").Build());
        _fixture.Cluster.Put(AnApi("two").Build());

        await _audit.AuditAsync();

        _audit.Status.Violations.ShouldBe(2);
        _audit.Status.First!.Select(entry => (entry.Kind, entry.Namespace, entry.Name, entry.Rule, entry.Field, entry.Message)).ShouldBe(
        [
            ("ApiDefinition", "default", "two", "visibilities", "spec.visibility", Said),
            ("ApiV4Definition", "default", "four", "visibilities", "spec.visibility", Said),
        ]);
        _fixture.Events.All.ShouldBe([$"Warning GuardrailViolated {Said}", $"Warning GuardrailViolated {Said}"]);
    }

    [Fact]
    public async Task Reconcile_NothingChanged_WritesAndTellsNothing()
    {
        _fixture.Cluster.Put(AnApi().Build());
        await _audit.AuditAsync();
        var before = _fixture.Traffic;
        _fixture.Time.Advance(TimeSpan.FromHours(1));

        await _audit.AuditAsync();

        _fixture.Traffic.ShouldBe(before);
    }

    [Fact]
    public async Task Reconcile_OnlyTheGenerationChanged_LeavesTheTimeOfTheAudit()
    {
        _fixture.Cluster.Put(AnApi().Build());
        await _audit.AuditAsync();
        var since = _audit.Status.LastAudit;
        _fixture.Time.Advance(TimeSpan.FromHours(1));
        _fixture.Cluster.Edit<ApiGuardrail>(AuditHarness.Key, guardrail => guardrail.Spec!.Action = GuardrailActions.Warn);

        await _audit.AuditAsync();

        (_audit.Status.ObservedGeneration, _audit.Status.LastAudit).ShouldBe((2, since));
    }

    [Fact]
    public async Task Reconcile_ViolationIsGone_IsCountedNoMore()
    {
        _fixture.Cluster.Put(AnApi().Build());
        await _audit.AuditAsync();
        var before = _audit.Status.LastAudit;
        _fixture.Time.Advance(TimeSpan.FromHours(1));
        _fixture.Cluster.Edit<Contracts.ApiDefinition>(OperatorFixture.ApiKey, api => api.Spec!.Visibility = Visibilities.Public);

        await _audit.AuditAsync();

        _audit.Status.Violations.ShouldBe(0);
        _audit.Status.LastAudit.ShouldBe(before + TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Reconcile_ViolationComesBack_IsToldAgain()
    {
        _fixture.Cluster.Put(AnApi().Build());
        foreach (var visibility in new[] { Visibilities.Private, Visibilities.Public, Visibilities.Private })
        {
            _fixture.Cluster.Edit<Contracts.ApiDefinition>(OperatorFixture.ApiKey, api => api.Spec!.Visibility = visibility);
            await _audit.AuditAsync();
        }

        _fixture.Events.All.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Reconcile_SeveralViolationsOfOneApi_AreOneEvent()
    {
        _fixture.Cluster.Edit<ApiGuardrail>(AuditHarness.Key, guardrail => guardrail.Spec!.Rules!.ShardingTags = ["eu"]);
        _fixture.Cluster.Put(AnApi().With(spec => spec.Tags = ["us", "asia"]).Build());

        await _audit.AuditAsync();

        _audit.Status.Violations.ShouldBe(3);
        _fixture.Events.All.ShouldBe([$"Warning GuardrailViolated {Said} (and 2 more)"]);
    }

    [Fact]
    public async Task Reconcile_AfterARestart_TellsOnlyWhatIsNew()
    {
        _fixture.Cluster.Put(AnApi("old").Build());
        await _audit.AuditAsync();
        _audit.Restart();
        await _audit.AuditAsync();
        _audit.Restart();
        _fixture.Cluster.Put(AnApi("new").Build());

        await _audit.AuditAsync();

        (_audit.Status.Violations, _fixture.Events.All.Count).ShouldBe((2, 2));
    }

    [Fact]
    public async Task Reconcile_ManyViolators_AreAllCountedAndTheFirstListed()
    {
        for (var index = 0; index < 12; index++)
        {
            _fixture.Cluster.Put(AnApi($"api-{index:00}").Build());
        }

        await _audit.AuditAsync();

        _audit.Status.Violations.ShouldBe(12);
        _audit.Status.First!.Select(entry => entry.Name).ShouldBe(Enumerable.Range(0, 10).Select(index => $"api-{index:00}"));
    }

    [Fact]
    public async Task Reconcile_LabelsOfANamespaceAreNotKnown_TheStatusAndTheLogSaySoOnce()
    {
        const string Summary =
            "All APIs that may be meant were looked at; the labels of [default], [other] are not known, so that what is found there is undecided: let the operator get, list and watch namespaces";
        _fixture.Cluster.Edit<ApiGuardrail>(
            AuditHarness.Key, guardrail => guardrail.Spec!.NamespaceSelector = new() { MatchLabels = new() { ["team"] = "red" } });
        _fixture.Cluster.Put(AnApi("one").Build());
        _fixture.Cluster.Put(AnApi("two").Build());
        _fixture.Cluster.Put(AV4Api("three", "other").Build());

        await _audit.AuditAsync();
        _fixture.Time.Advance(TimeSpan.FromHours(1));
        await _audit.AuditAsync();

        _audit.Status.Conditions.Line(ConditionTypes.Ready).ShouldBe($"True Audited: {Summary}");
        (_audit.Status.Violations, _audit.Status.Undecided).ShouldBe((0, 3));
        _audit.Log.Entries.ShouldBe([(LogLevel.Warning, $"Guardrail rules: {Summary}")]);
    }

    [Fact]
    public async Task Reconcile_LabelsAreNotKnownAndARuleIsMalformed_TheStatusAndTheLogTellOfTheLabelsOnce()
    {
        const string Summary =
            "All APIs that may be meant were looked at; the labels of [default] are not known, so that what is found there is undecided: let the operator get, list and watch namespaces";
        _fixture.Cluster.Edit<ApiGuardrail>(AuditHarness.Key, guardrail =>
        {
            guardrail.Spec!.NamespaceSelector = new() { MatchLabels = new() { ["team"] = "red" } };
            guardrail.Spec.Rules!.NamePattern = "(?=x)";
        });
        _fixture.Cluster.Put(AnApi().Build());

        await _audit.AuditAsync();
        _fixture.Time.Advance(TimeSpan.FromHours(1));
        await _audit.AuditAsync();

        _audit.Status.Conditions.Line(ConditionTypes.Ready).ShouldBe($"False IllegalStateError: Rules that are malformed are not in force. {Summary}");
        _audit.Log.Entries.ShouldBe([(LogLevel.Warning, $"Guardrail rules: {Summary}")]);
    }

    [Fact]
    public async Task Reconcile_NamespaceIsSeenLater_TheStatusSaysNothingOfItAnyMore()
    {
        _fixture.Cluster.Edit<ApiGuardrail>(
            AuditHarness.Key, guardrail => guardrail.Spec!.NamespaceSelector = new() { MatchLabels = new() { ["team"] = "red" } });
        _fixture.Cluster.Put(AnApi().Build());
        await _audit.AuditAsync();
        _fixture.Time.Advance(TimeSpan.FromHours(1));
        _fixture.Cluster.Put(ANamespace("default", ("team", "red")));

        await _audit.AuditAsync();

        _audit.Status.Conditions.Line(ConditionTypes.Ready).ShouldBe("True Audited: All APIs that are meant were looked at");
        _audit.Log.Entries.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Reconcile_WhatIsBeingDeletedOrATemplate_IsNotLookedAt()
    {
        _fixture.Cluster.Put(AnApi("going").Deleting().Build());
        _fixture.Cluster.Put(AnApi("template").Annotated(AnnotationNames.Template, "true").Build());

        await _audit.AuditAsync();

        _audit.Status.Violations.ShouldBe(0);
    }

    [Fact]
    public async Task Reconcile_TemplateThatWasDeployedBefore_IsLookedAt()
    {
        _fixture.Cluster.Put(AnApi().Annotated(AnnotationNames.Template, "true").WithObject(api => api.Status = new() { Id = "id" }).Build());

        await _audit.AuditAsync();

        _audit.Status.Violations.ShouldBe(1);
    }

    [Fact]
    public async Task Reconcile_OneApiReadsWhatCannotBeRead_OthersAreJudgedAllTheSame()
    {
        _fixture.Cluster.Edit<ApiGuardrail>(AuditHarness.Key, guardrail => guardrail.Spec!.Rules!.EndpointHosts = ["*.ok"]);
        _fixture.Cluster.Put(ASecret("backend").WithKey("url", "https://a.ok").Build());
        _fixture.Cluster.Fail<Kubernetes.Model.Core.Secret>();
        _fixture.Cluster.Put(AnApi("one").WithTarget("[[ secret `backend/url` ]]").Build());
        _fixture.Cluster.Put(AnApi("two").WithTarget("https://a.ok").Build());

        await _audit.AuditAsync();

        (_audit.Status.Violations, _audit.Status.Undecided).ShouldBe((2, 1));
    }

    [Fact]
    public async Task Reconcile_SoonAfterALongAudit_WaitsUnlessTheGuardrailChanged()
    {
        var started = _fixture.Time.GetTimestamp();
        _fixture.Time.Advance(TimeSpan.FromSeconds(3));
        _audit.Pace.Ended(_audit.Guardrail, started);
        _fixture.Cluster.Put(AnApi().Build());

        _fixture.Time.Advance(TimeSpan.FromSeconds(29));
        (await _audit.AuditAsync()).ShouldBe(Kubernetes.Controllers.ReconcileResult.After(TimeSpan.FromSeconds(1)));
        _audit.Guardrail.Status.ShouldBeNull();

        _fixture.Cluster.Edit<ApiGuardrail>(AuditHarness.Key, guardrail => guardrail.Spec!.Action = GuardrailActions.Warn);
        await _audit.AuditAsync();
        _audit.Status.Violations.ShouldBe(1);
    }

    [Fact]
    public async Task Reconcile_Undecided_IsCountedApartAndNotTold()
    {
        _fixture.Cluster.Edit<ApiGuardrail>(AuditHarness.Key, guardrail =>
            guardrail.Spec!.Rules = new GuardrailRules { EndpointHosts = ["*.ok"], Visibilities = [Visibilities.Private] });
        _fixture.Cluster.Put(AnApi().WithTarget("{#properties['backend']}").Build());

        await _audit.AuditAsync();

        (_audit.Status.Violations, _audit.Status.Undecided, _audit.Status.First!.Count).ShouldBe((0, 1, 1));
        _fixture.Events.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Reconcile_StoredPastTheWebhook_SaysWhatIsNotInForce()
    {
        _fixture.Cluster.Edit<ApiGuardrail>(AuditHarness.Key, guardrail => guardrail.Spec!.Rules!.NamePattern = "(?=x)");

        await _audit.AuditAsync();

        _audit.Status.Conditions.Line(ConditionTypes.Accepted).ShouldStartWith("False IllegalStateError: [(?=x)] is no regular expression");
        _audit.Status.Conditions.Line(ConditionTypes.Ready).ShouldBe("False IllegalStateError: Rules that are malformed are not in force");
    }

    [Fact]
    public async Task Reconcile_PolicySkip_DoesNothing()
    {
        _fixture.Cluster.Edit<ApiGuardrail>(AuditHarness.Key, guardrail =>
            guardrail.Metadata.Annotations = new() { [AnnotationNames.ReconcilePolicy] = ReconcilePolicies.Skip });

        await _audit.AuditAsync();

        _fixture.Traffic.ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task Reconcile_AThousandApis_TakesAMoment()
    {
        for (var index = 0; index < 500; index++)
        {
            _fixture.Cluster.Put(AnApi($"v2-{index}").Build());
            _fixture.Cluster.Put(AV4Api($"v4-{index}").Build());
        }

        await _audit.AuditAsync();
        var started = TimeProvider.System.GetTimestamp();

        await _audit.AuditAsync();

        TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(1));
        _audit.Status.Violations.ShouldBe(1000);
    }
}

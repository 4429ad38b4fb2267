using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests.Guardrails;

/// <summary>Which APIs a guardrail is meant for.</summary>
public sealed class GuardrailScopeTests : IAsyncLifetime
{
    private GuardrailHarness _harness = null!;

    public async ValueTask InitializeAsync() => _harness = await GuardrailHarness.CreateAsync();

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Theory]
    [InlineData("default", true)]
    [InlineData("de*t", true)]
    [InlineData("*", true)]
    [InlineData("default-*", false)]
    [InlineData("efault", false)]
    public void Evaluate_ByNameOfTheNamespace_MeansThoseThatFit(string pattern, bool isMeant)
    {
        Put(spec => spec.Namespaces = ["elsewhere", pattern]);

        IsJudged().ShouldBe(isMeant);
    }

    [Theory]
    [InlineData(SelectorOperators.In, "red,blue", true)]
    [InlineData(SelectorOperators.In, "blue", false)]
    [InlineData(SelectorOperators.NotIn, "blue", true)]
    [InlineData(SelectorOperators.NotIn, "red", false)]
    [InlineData(SelectorOperators.Exists, null, true)]
    [InlineData(SelectorOperators.DoesNotExist, null, false)]
    public void Evaluate_ByLabelsOfTheNamespace_MeansThoseThatFit(string @operator, string? values, bool isMeant)
    {
        _harness.Cluster.Put(ANamespace("default", ("team", "red")));
        Put(spec => spec.NamespaceSelector = new()
        {
            MatchExpressions = [new() { Key = "team", Operator = @operator, Values = values?.Split(',').ToList() }],
        });

        IsJudged().ShouldBe(isMeant);
    }

    [Theory]
    [InlineData("red", true)]
    [InlineData("blue", false)]
    public void Evaluate_ByExactLabels_MeansThoseThatFit(string team, bool isMeant)
    {
        _harness.Cluster.Put(ANamespace("default", ("team", team), ("stage", "test")));
        Put(spec => spec.NamespaceSelector = new() { MatchLabels = new() { ["team"] = "red", ["stage"] = "test" } });

        IsJudged().ShouldBe(isMeant);
    }

    [Theory]
    [InlineData("red", true)]
    [InlineData("blue", false)]
    public async Task Evaluate_NamespaceThatIsNotSeenYet_IsReadFromTheApiServer(string team, bool isMeant)
    {
        _harness.Cluster.Put(ANamespace("default", ("team", team)), seen: false);
        Put(spec => spec.NamespaceSelector = new() { MatchLabels = new() { ["team"] = "red" } });

        var violations = await _harness.EvaluateAsync(AnApi().Build());

        violations.Select(violation => violation.IsUndecided).ShouldBe(isMeant ? [false] : []);
    }

    [Fact]
    public async Task Evaluate_NamespaceThatCannotBeRead_IsUndecided()
    {
        _harness.Cluster.Forbid<Kubernetes.Model.Core.NamespaceMetadata>();
        Put(spec => spec.NamespaceSelector = new() { MatchLabels = new() { ["team"] = "red" } });

        var violation = (await _harness.EvaluateAsync(AnApi().Build())).ShouldHaveSingleItem();

        (violation.IsUndecided, violation.IsRefused).ShouldBe((true, false));
        violation.Message.ShouldStartWith(
            "guardrail [rules] rule [versionPattern]: if the guardrail is meant for the namespace, whose labels are not known, [");
    }

    [Fact]
    public async Task Evaluate_NoSelector_ReadsNoNamespace()
    {
        Put(_ => { });

        await _harness.EvaluateAsync(AnApi().Build());

        _harness.Cluster.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void EvaluateLabels_NamespaceThatIsNotSeenYet_IsUndecided()
    {
        Put(spec => (spec.NamespaceSelector, spec.Rules!.RequiredLabels) =
            (new() { MatchLabels = new() { ["team"] = "red" } }, [new() { Key = "team" }]));

        _harness.Resolution.Guardrails.EvaluateLabels(AnApi().Build()).ShouldHaveSingleItem().IsUndecided.ShouldBeTrue();
    }

    [Fact]
    public void Evaluate_NameAndLabels_BothHaveToFit()
    {
        _harness.Cluster.Put(ANamespace("default", ("team", "red")));
        Put(spec => (spec.Namespaces, spec.NamespaceSelector) = (["other"], new() { MatchLabels = new() { ["team"] = "red" } }));

        IsJudged().ShouldBeFalse();
    }

    [Fact]
    public void Evaluate_OtherKind_IsNotMeant()
    {
        Put(spec => spec.Kinds = [nameof(ApiV4Definition)]);

        IsJudged().ShouldBeFalse();
        _harness.Judge(AV4Api()).ShouldHaveSingleItem();
    }

    // The version of the API does not match.
    private void Put(Action<ApiGuardrailSpec> change, string name = "rules") =>
        _harness.Cluster.Put(AGuardrail(name).Demanding(rules => rules.VersionPattern = "[0-9]+").With(change).Build());

    private bool IsJudged() => _harness.Judge(AnApi()).Count > 0;
}

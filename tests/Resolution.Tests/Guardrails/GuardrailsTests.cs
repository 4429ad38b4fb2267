using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using Gko.Testing;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests.Guardrails;

/// <summary>Which guardrails are meant, and what they are told of an API.</summary>
public sealed class GuardrailsTests : IAsyncLifetime
{
    private GuardrailHarness _harness = null!;

    public async ValueTask InitializeAsync() => _harness = await GuardrailHarness.CreateAsync();

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Theory]
    [InlineData(GuardrailActions.Deny, null, false)]
    [InlineData(GuardrailActions.Deny, GuardrailActions.Warn, false)]
    [InlineData(GuardrailActions.Deny, GuardrailActions.Deny, true)]
    [InlineData(GuardrailActions.Warn, GuardrailActions.Deny, false)]
    public void Evaluate_Undecided_IsRefusedIfTheGuardrailSaysSo(string action, string? undecided, bool isRefused)
    {
        _harness.Cluster.Put(AGuardrail().Acting(action).Demanding(rules => rules.EndpointHosts = ["*.ok"]).With(spec => spec.Undecided = undecided).Build());

        var violation = _harness.Evaluate(AnApi().WithTarget("{#properties['x']}").Build()).ShouldHaveSingleItem();

        (violation.IsUndecided, violation.IsRefused).ShouldBe((true, isRefused));
    }

    [Fact]
    public async Task Evaluate_ManyValuesFromTemplates_TakesAMoment()
    {
        const int Many = 10_000;
        _harness.Cluster.Put(AGuardrail().Demanding(rules => (rules.EndpointHosts, rules.ShardingTags) = (["*.ok"], ["eu"])).Build());
        var api = AnApi().With(spec =>
        {
            spec.Tags = [.. Enumerable.Range(0, Many).Select(index => $"[[ `us` ]]-{index}")];
            spec.Proxy!.Groups = [new() { Endpoints = [.. Enumerable.Range(0, Many).Select(index => new Contracts.V2.Endpoint { Target = $"https://[[ `b` ]]{index}.evil" })] }];
        }).Build();
        var preview = await _harness.Resolution.Apis.PreviewAsync(api, CancellationToken.None);
        var started = TimeProvider.System.GetTimestamp();

        var violations = (await _harness.Resolution.Guardrails.EvaluateAsync(api, preview.Spec, CancellationToken.None)).Violations;

        TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(2));
        violations.Count.ShouldBe(50);
        violations.ShouldAllBe(violation => violation.Message.Contains("what its template gives"));
    }

    [Fact]
    public void Evaluate_SeveralGuardrails_SpeakInTheOrderOfTheirNames()
    {
        Put(_ => { }, "b");
        Put(_ => { }, "a");

        _harness.Judge(AnApi()).Select(message => message[..14]).ShouldBe(["guardrail [a] ", "guardrail [b] "]);
    }

    [Fact]
    public void Evaluate_GuardrailIsChanged_GoesByTheNewRules()
    {
        Put(_ => { });
        IsJudged().ShouldBeTrue();
        _harness.Cluster.Edit<ApiGuardrail>(new ObjectKey(null, "rules"), guardrail => guardrail.Spec!.Rules!.VersionPattern = ".*");

        IsJudged().ShouldBeFalse();
    }

    [Fact]
    public void Evaluate_Hint_EndsTheMessage()
    {
        Put(spec => spec.Message = "See the wiki.");

        _harness.Judge(AnApi()).ShouldHaveSingleItem().ShouldEndWith("; allowed is what matches [0-9]+. See the wiki.");
    }

    [Fact]
    public void Evaluate_RuleThatIsMalformed_IsLeftOut()
    {
        Put(spec => (spec.Rules!.VersionPattern, spec.Rules.PlanSecurities) = ("(", [PlanSecurities.Jwt]));

        _harness.Judge(AnApi()).ShouldHaveSingleItem().ShouldContain("rule [planSecurities]");
    }

    [Fact]
    public void Evaluate_VeryManyViolations_StopsCounting()
    {
        _harness.Cluster.Put(AGuardrail().Demanding(rules => rules.ShardingTags = ["eu"]).Build());

        _harness.Judge(AnApi().With(spec => spec.Tags = [.. Enumerable.Repeat("us", 1000)])).Count.ShouldBe(50);
    }

    [Fact]
    public async Task Evaluate_ValueFromATemplate_IsJudgedButNotShown()
    {
        _harness.Cluster.Put(ASecret("backend").WithKey("url", "https://secret.evil.com").Build());
        _harness.Cluster.Put(AGuardrail().Demanding(rules => rules.EndpointHosts = ["*.ok"]).Build());

        var violation = (await _harness.ReviewAsync(AnApi().WithTarget("[[ secret `backend/url` ]]").Build())).ShouldHaveSingleItem();

        violation.Message.ShouldBe(
            "guardrail [rules] rule [endpointHosts]: what its template gives is not allowed at spec.proxy.groups[0].endpoints[0].target; allowed are *.ok");
        violation.IsUndecided.ShouldBeFalse();
    }

    [Fact]
    public async Task Evaluate_TemplateThatGivesBrackets_IsJudgedAllTheSame()
    {
        _harness.Cluster.Put(AGuardrail().Demanding(rules => rules.PathPrefix = "/default").Build());

        var violation = (await _harness.ReviewAsync(AnApi().WithPath("/[[ `[[` ]]evil").Build())).ShouldHaveSingleItem();

        violation.IsUndecided.ShouldBeFalse();
    }

    [Fact]
    public void Evaluate_VeryLongValue_IsCut()
    {
        _harness.Cluster.Put(AGuardrail().Demanding(rules => rules.NamePattern = "a").Build());

        _harness.Judge(AnApi().With(spec => spec.Name = new string('b', 10_000))).ShouldHaveSingleItem().Length.ShouldBeLessThan(500);
    }

    [Fact]
    public void EvaluateLabels_OtherRules_AreNotLookedAt()
    {
        Put(spec => spec.Rules!.RequiredLabels = [new() { Key = "team" }]);

        _harness.Resolution.Guardrails.EvaluateLabels(AnApi().Build()).ShouldHaveSingleItem().Rule.ShouldBe("requiredLabels");
    }

    [Fact]
    public async Task Evaluate_GuardrailsAreOff_NothingIsJudged()
    {
        await using var cluster = new FakeCluster();
        using var resolution = new ResolutionSet(
            await cluster.WatchAllAsync() with { Guardrails = null }, cluster, new WatchScope(["default"]), templating: true, new FakeTimeProvider());
        cluster.Put(AGuardrail().Demanding(rules => rules.VersionPattern = "[0-9]+").Build());
        var api = AnApi().Build();

        (await resolution.Guardrails.EvaluateAsync(api, api.Spec!, CancellationToken.None)).Violations.ShouldBeEmpty();
    }

    // The version of the API does not match.
    private void Put(Action<ApiGuardrailSpec> change, string name = "rules") =>
        _harness.Cluster.Put(AGuardrail(name).Demanding(rules => rules.VersionPattern = "[0-9]+").With(change).Build());

    private bool IsJudged() => _harness.Judge(AnApi()).Count > 0;
}

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

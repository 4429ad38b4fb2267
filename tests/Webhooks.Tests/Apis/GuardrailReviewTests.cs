using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Admission;
using Gko.Kubernetes.Model.Core;
using Gko.Testing.Builders;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

/// <summary>What authors of APIs are told of guardrails, and when.</summary>
public sealed class GuardrailReviewTests : IAsyncLifetime
{
    private const string Message =
        "guardrail [rules] rule [endpointSchemes]: [http] is not allowed at spec.proxy.groups[0].endpoints[0].target; allowed are https";

    private WebhookFixture _fixture = null!;

    public async ValueTask InitializeAsync()
    {
        _fixture = await WebhookFixture.CreateAsync();
        _fixture.Cluster.Put(AContext().Build());
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Create_BreaksWhatIsDenied_IsRefusedBeforeTheDryRun()
    {
        DemandHttps(GuardrailActions.Deny);

        var error = (await CreateAsync(AnApi().WithTarget("http://backend"))).Errors.ShouldHaveSingleItem();

        (error.Message, error.Field).ShouldBe((Message, "spec.proxy.groups[0].endpoints[0].target"));
        _fixture.Apim.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task Create_BreaksWhatIsWarnedOf_IsAllowedWithTheWarning()
    {
        DemandHttps(GuardrailActions.Warn);

        var verdict = await CreateAsync(AnApi().WithTarget("http://backend"));

        verdict.Allowed.ShouldBeTrue();
        verdict.Warnings.ShouldBe([Message]);
    }

    [Fact]
    public async Task Create_BreaksWhatIsAudited_IsAllowedInSilence()
    {
        DemandHttps(GuardrailActions.Audit);

        var verdict = await CreateAsync(AnApi().WithTarget("http://backend"));

        (verdict.Allowed, verdict.Warnings.Count).ShouldBe((true, 0));
    }

    [Fact]
    public async Task Create_CannotBeJudged_IsAllowedWithAWarning()
    {
        DemandHttps(GuardrailActions.Deny);

        var verdict = await CreateAsync(AnApi().WithTarget("{#properties['backend']}"));

        verdict.Allowed.ShouldBeTrue();
        verdict.Warnings.ShouldHaveSingleItem().ShouldContain("cannot be judged beforehand");
    }

    [Fact]
    public async Task Create_CannotBeJudgedWhereThatIsDenied_IsRefused()
    {
        _fixture.Cluster.Put(AGuardrail().Demanding(rules => rules.EndpointSchemes = ["https"]).With(spec => spec.Undecided = GuardrailActions.Deny).Build());

        var verdict = await CreateAsync(AnApi().WithTarget("{#properties['backend']}"));

        verdict.Errors.ShouldHaveSingleItem().Message.ShouldContain("cannot be judged beforehand");
    }

    [Fact]
    public async Task Create_NamespaceIsNotSeenYet_IsJudgedByItsLabels()
    {
        _fixture.Cluster.Put(ANamespace("default", ("team", "red")), seen: false);
        DemandHttpsOfTheRedTeam(GuardrailActions.Deny);

        (await CreateAsync(AnApi().WithTarget("http://backend"))).Errors.ShouldHaveSingleItem().Message.ShouldBe(Message);
    }

    [Theory]
    [InlineData(GuardrailActions.Deny, true)]
    [InlineData(GuardrailActions.Warn, true)]
    [InlineData(GuardrailActions.Audit, false)]
    public async Task Create_NamespaceCannotBeRead_TellsTheCauseToWhomTheRuleIsTold(string action, bool isTold)
    {
        _fixture.Cluster.Fail<NamespaceMetadata>();
        DemandHttpsOfTheRedTeam(action);

        var verdict = await CreateAsync(AnApi().WithTarget("http://backend"));

        verdict.Allowed.ShouldBeTrue();
        verdict.Warnings.Where(warning => warning.EndsWith("(metadata.namespace)", StringComparison.Ordinal)).ShouldBe(isTold
            ? ["which guardrails are meant for the namespace [default] is not known, because it could not be read: 503 ServiceUnavailable: answered 503 (metadata.namespace)"]
            : []);
    }

    [Fact]
    public async Task Create_NamespaceCannotBeReadButNoRuleIsBroken_PassesInSilence()
    {
        _fixture.Cluster.Fail<NamespaceMetadata>();
        DemandHttpsOfTheRedTeam(GuardrailActions.Deny);

        (await CreateAsync(AnApi().WithTarget("https://backend"))).Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Create_FollowsTheRules_IsAllowed()
    {
        DemandHttps(GuardrailActions.Deny);

        (await CreateAsync(AnApi().WithTarget("https://backend"))).Allowed.ShouldBeTrue();
    }

    [Fact]
    public async Task Create_TemplateForIngresses_IsNotJudged()
    {
        DemandHttps(GuardrailActions.Deny);

        (await CreateAsync(AnApi().WithTarget("http://backend").Annotated(AnnotationNames.Template, "true"))).Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Update_SpecOfAnOldViolator_IsRefused()
    {
        DemandHttps(GuardrailActions.Deny);

        var verdict = await UpdateAsync(AnApi().WithTarget("http://backend"), AnApi().WithTarget("http://backend").With(spec => spec.Description = "new"));

        verdict.Errors.ShouldHaveSingleItem().Message.ShouldBe(Message);
    }

    [Fact]
    public async Task Update_FinalizersOfAnOldViolator_PassUnseen()
    {
        DemandHttps(GuardrailActions.Deny);
        DemandLabel();

        var verdict = await UpdateAsync(
            AnApi().WithTarget("http://backend"), AnApi().WithTarget("http://backend").WithObject(api => api.Metadata.Finalizers = [FinalizerNames.Api]));

        (verdict.Allowed, verdict.Warnings.Count).ShouldBe((true, 0));
    }

    [Fact]
    public async Task Update_RequiredLabelIsRemoved_IsRefused()
    {
        DemandLabel();

        var verdict = await UpdateAsync(Labelled("team"), AnApi());

        verdict.Errors.ShouldHaveSingleItem().Message.ShouldBe(
            "guardrail [labels] rule [requiredLabels]: the label is missing at metadata.labels[team]; any value is allowed");
    }

    [Fact]
    public async Task Update_OtherLabelOfAnOldViolator_IsAWarning()
    {
        DemandLabel();

        var verdict = await UpdateAsync(AnApi(), Labelled("other"));

        verdict.Allowed.ShouldBeTrue();
        verdict.Warnings.ShouldHaveSingleItem().ShouldContain("rule [requiredLabels]");
    }

    [Fact]
    public async Task Update_LabelsOfWhatIsBeingDeleted_AreNotJudged()
    {
        DemandLabel();

        (await UpdateAsync(Labelled("team").Deleting(), AnApi().Deleting())).Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Create_V4ApiThatBreaksARule_IsRefused()
    {
        _fixture.Cluster.Put(AGuardrail().Demanding(rules => rules.Visibilities = [Visibilities.Public]).Build());

        var verdict = await _fixture.ReviewAsync(Requests.Create(AV4Api().Build()));

        verdict.Errors.Select(error => error.Message).ShouldContain(
            "guardrail [rules] rule [visibilities]: [PRIVATE] is not allowed at spec.visibility; allowed are PUBLIC");
    }

    [Fact]
    public async Task Update_RequiredLabelOfAV4ApiIsRemoved_IsRefused()
    {
        DemandLabel();
        var old = AV4Api().WithObject(api => api.Metadata.Labels = new() { ["team"] = "red" });

        var verdict = await _fixture.ReviewAsync(Requests.Update(old.Build(), AV4Api().Build()));

        verdict.Errors.ShouldHaveSingleItem().Field.ShouldBe("metadata.labels[team]");
    }

    [Fact]
    public async Task Update_V4TemplateWithoutARequiredLabelIsNoneAnyMore_IsRefused()
    {
        DemandLabel();
        var old = AV4Api().WithObject(api => api.Metadata.Annotations = new() { [AnnotationNames.Template] = "true" });

        var verdict = await _fixture.ReviewAsync(Requests.Update(old.Build(), AV4Api().Build()));

        verdict.Errors.ShouldHaveSingleItem().Field.ShouldBe("metadata.labels[team]");
    }

    private void DemandHttps(string action) =>
        _fixture.Cluster.Put(AGuardrail().Acting(action).Demanding(rules => rules.EndpointSchemes = ["https"]).Build());

    private void DemandHttpsOfTheRedTeam(string action) => _fixture.Cluster.Put(
        AGuardrail().Acting(action).Demanding(rules => rules.EndpointSchemes = ["https"])
            .With(spec => spec.NamespaceSelector = new() { MatchLabels = new() { ["team"] = "red" } }).Build());

    private void DemandLabel() =>
        _fixture.Cluster.Put(AGuardrail("labels").Demanding(rules => rules.RequiredLabels = [new RequiredLabel { Key = "team" }]).Build());

    private static ApiBuilder Labelled(string key) => AnApi().WithObject(api => api.Metadata.Labels = new() { [key] = "red" });

    private Task<AdmissionVerdict> CreateAsync(ApiBuilder api) => _fixture.ReviewAsync(Requests.Create(api.Build()));

    private Task<AdmissionVerdict> UpdateAsync(ApiBuilder old, ApiBuilder now) => _fixture.ReviewAsync(Requests.Update(old.Build(), now.Build()));
}

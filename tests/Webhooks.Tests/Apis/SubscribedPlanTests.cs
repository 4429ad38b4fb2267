using Gko.Apim.Client;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Admission;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

/// <summary>Plans of APIs of both versions that somebody is subscribed to.</summary>
public sealed class SubscribedPlanTests : IAsyncLifetime
{
    private WebhookFixture _fixture = null!;

    public static TheoryData<string> Versions { get; } = ["v2", "v4"];

    public async ValueTask InitializeAsync()
    {
        _fixture = await WebhookFixture.CreateAsync();
        _fixture.Cluster.Put(AContext().Build());
        _fixture.Cluster.Put(AContext("ctx", "other").Build());
        _fixture.Apim.OnImport = _ => new ImportStatus();
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory, MemberData(nameof(Versions))]
    public async Task Update_SubscribedPlanIsGone_IsRefusedInUpstreamsWords(string version)
    {
        Subscribe(version, "KeyLess");

        var error = (await UpdateAsync(version, spec => ApiChanges.Plans(spec, ("Other", "KEY_LESS", null)), counted: 1)).Errors.ShouldHaveSingleItem();

        (error.Message, error.Field).ShouldBe((
            "Plan [KeyLess] could not be found in API [default/api] but there is a subscription referencing it. You can review the depending subscriptions using the following command: kubectl get subscriptions.gravitee.io -A -o jsonpath='{.items[?(@.spec.api.name==\"api\")].metadata.name}'",
            "spec.plans"));
        _fixture.Apim.Calls.ShouldBe(0);
    }

    [Theory]
    [InlineData("v2", false)]
    [InlineData("v2", true)]
    [InlineData("v4", false)]
    [InlineData("v4", true)]
    public async Task Update_SubscribedPlanIsGoneButNotCounted_IsAsStrictAsAsked(string version, bool strict)
    {
        _fixture.Policy = new AdmissionPolicy { Strict = new HashSet<string>(strict ? [CheckIds.Subscriptions] : []) };
        Subscribe(version, "KeyLess");

        var verdict = await UpdateAsync(version, spec => ApiChanges.Plans(spec, ("Other", "KEY_LESS", null)));

        verdict.Allowed.ShouldBe(!strict);
        (strict ? verdict.Errors.Select(error => $"{error.Message} ({error.Field})") : verdict.Warnings).ShouldBe(
            ["plan [KeyLess] has subscriptions, which break when it is removed: delete them first, or keep the plan (spec.plans)"]);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Update_PlanOfASubscriptionOnItsWayOutIsGone_IsAllowed(string version)
    {
        Subscribe(version, "KeyLess", deleting: true);

        var verdict = await UpdateAsync(version, spec => ApiChanges.Plans(spec, ("Other", "KEY_LESS", null)));

        (verdict.Allowed, verdict.Warnings.Count).ShouldBe((true, 0));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Update_TemplateWithoutASubscribedPlan_IsRefused(bool wasTemplate)
    {
        Subscribe("v2", "KeyLess");
        var old = AnApi().WithStatus(status => status.Subscriptions = 1);
        var now = AnApi().Annotated(AnnotationNames.Template, "true").With(spec => ApiChanges.Plans(spec, ("Other", "KEY_LESS", null)));

        var verdict = await _fixture.ReviewAsync(
            Requests.Update((wasTemplate ? old.Annotated(AnnotationNames.Template, "true") : old).Build(), now.Build()));

        verdict.Errors.ShouldHaveSingleItem().Message.ShouldStartWith("Plan [KeyLess] could not be found in API [default/api]");
    }

    [Theory]
    [InlineData("v2", 1, false)]
    [InlineData("v2", 0, true)]
    [InlineData("v4", 1, false)]
    [InlineData("v4", 0, true)]
    public async Task Update_SubscribedPlanWasNeverThere_GoesByTheCountOnly(string version, int counted, bool allowed)
    {
        Subscribe(version, "NeverThere");

        (await UpdateAsync(version, spec => spec.Version = "2", counted)).Allowed.ShouldBe(allowed);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Update_PlanOfOtherVersionsApiIsSubscribed_IsAllowed(string version)
    {
        Subscribe(version == "v2" ? "v4" : "v2", "KeyLess");

        (await UpdateAsync(version, spec => ApiChanges.Plans(spec, ("Other", "KEY_LESS", null)))).Allowed.ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Update_SecurityOfASubscribedPlan_IsAsStrictAsAsked(string version)
    {
        Subscribe(version, "KeyLess");

        var verdict = await UpdateAsync(version, spec => ApiChanges.Plans(spec, ("KeyLess", "JWT", null)));

        verdict.Allowed.ShouldBeTrue();
        verdict.Warnings.ShouldHaveSingleItem().ShouldStartWith("plan [KeyLess] has subscriptions, which break when its security changes from [KEY_LESS] to [JWT]");
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Update_SecurityOfASubscribedPlanAndStrict_IsRefused(string version)
    {
        _fixture.Policy = new AdmissionPolicy { Strict = new HashSet<string> { CheckIds.PlanSecurity } };
        Subscribe(version, "KeyLess");

        (await UpdateAsync(version, spec => ApiChanges.Plans(spec, ("KeyLess", "JWT", null)))).Allowed.ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Update_SecurityOfAFreePlan_IsAllowed(string version) =>
        (await UpdateAsync(version, spec => ApiChanges.Plans(spec, ("KeyLess", "JWT", null)))).Warnings.ShouldBeEmpty();

    private void Subscribe(string version, string plan, string name = "subscription", bool deleting = false) => _fixture.Cluster.Put(new Subscription
    {
        Metadata = new() { Name = name, Namespace = "default", DeletionTimestamp = deleting ? DateTimeOffset.UnixEpoch : null },
        Spec = new SubscriptionSpec
        {
            Api = new() { Name = "api", Kind = version == "v2" ? "ApiDefinition" : null }, Application = new() { Name = "app" }, Plan = plan,
        },
    });

    private Task<AdmissionVerdict> UpdateAsync(string version, Action<ApiSpec> change, int counted = 0) => version == "v2"
        ? _fixture.ReviewAsync(Requests.Update(AnApi().WithStatus(status => status.Subscriptions = counted).Build(), AnApi().With(change).Build()))
        : _fixture.ReviewAsync(Requests.Update(AV4Api().WithStatus(status => status.Subscriptions = counted).Build(), AV4Api().With(change).Build()));
}

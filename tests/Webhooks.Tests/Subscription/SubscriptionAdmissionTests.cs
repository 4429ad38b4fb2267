using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Admission;
using Gko.Resolution;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

public sealed class SubscriptionAdmissionTests : IAsyncLifetime
{
    private readonly SubscriptionArrangement _given = new();
    private WebhookFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await WebhookFixture.CreateAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Create_SeveralMistakes_ReportsAllInUpstreamsOrder()
    {
        _given.Api.With(spec => spec.State = ApiStates.Stopped).WithoutContext();
        _given.Application.WithClientId("");
        _given.Subscription.EndingAt("tomorrow");

        var verdict = await _given.CreateAsync(_fixture);

        verdict.Errors.Select(error => error.Message.Split(" because ")[^1]).ShouldBe(
        [
            "it is not started", "it does not have any client id", "it does not reference a management context",
            "ending date [tomorrow] is not in RFC3339 format",
        ]);
    }

    [Fact]
    public async Task Create_NeitherApiNorApplication_ReportsBoth()
    {
        _given.Subscription.WithApi("absent").WithApplication("absent");

        (await _given.CreateAsync(_fixture)).Errors.Select(error => error.Field).ShouldBe(["spec.api", "spec.application"]);
    }

    [Fact]
    public async Task Create_AllInTheCache_AsksNobody()
    {
        await _given.CreateAsync(_fixture);

        (_fixture.Apim.Calls, _fixture.Cluster.Requests.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Create_TemplatesInTheApi_AreEvaluated()
    {
        _fixture.Cluster.Put(AConfigMap().WithKey("security", PlanSecurities.Jwt).Build());
        _given.WithPlan("JWT", """[[ configmap "config/security" ]]""");

        (await _given.CreateAsync(_fixture)).Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Create_ManyKeys_ShowsNoneOfThem()
    {
        _given.WithPlan("keys", PlanSecurities.ApiKey);
        _given.Subscription
            .WithKey(SubscriptionArrangement.Key, "not-a-date").WithKey(SubscriptionArrangement.Key, "2020-01-01T00:00:00Z");

        string.Join('\n', (await _given.CreateAsync(_fixture)).Errors).ShouldNotContain("my-key");
    }

    [Fact]
    public async Task Create_KeyThatIsNull_IsNoCrash()
    {
        _given.WithPlan("keys", PlanSecurities.ApiKey);
        _given.Subscription.With(spec => spec.ApiKeys = [null!, null!]);

        (await _given.CreateAsync(_fixture)).Errors.ShouldHaveSingleItem().Message.ShouldBe("duplicate key […] in apiKeys");
    }

    [Fact]
    public async Task Create_NoSpec_IsRefused()
    {
        _given.Subscription.WithObject(subscription => subscription.Spec = null);

        (await _given.CreateAsync(_fixture)).Allowed.ShouldBeFalse();
    }

    [Fact]
    public async Task Create_ApiOfOtherNamespaceThatTheAuthorMayNotRead_IsAWarning()
    {
        _fixture.Cluster.Put(AV4Api("api", "other").WithPlan("JWT", PlanSecurities.Jwt).WithContext("ctx", "default").Build());
        _fixture.Cluster.MayAccess = _ => false;
        _given.Subscription.WithApi("api", "other");

        var verdict = await _given.CreateAsync(_fixture);

        verdict.Allowed.ShouldBeTrue();
        verdict.Warnings.ShouldHaveSingleItem().ShouldStartWith("user \"alice\" may not get apiv4definitions.gravitee.io \"api\" in the namespace \"other\"");
    }

    [Fact]
    public async Task Create_ApplicationOfOtherNamespaceAndPolicyDeny_IsRefusedWithoutAWordAboutIt()
    {
        _fixture.Policy = new AdmissionPolicy { CrossNamespaceReferences = CrossNamespacePolicy.Deny };
        _fixture.Cluster.MayAccess = _ => false;
        _given.Subscription.WithApplication("app", "other");

        var error = (await _given.CreateAsync(_fixture)).Errors.ShouldHaveSingleItem();

        error.Message.ShouldStartWith("user \"alice\" may not get applications.gravitee.io \"app\" in the namespace \"other\"");
        error.Field.ShouldBe("spec.application");
    }

    [Fact]
    public async Task Create_ApiOutOfReach_SaysWhatHelps()
    {
        _fixture.Scope = new WatchScope(["default"]);
        _given.Subscription.WithApi("api", "other");

        (await _given.CreateAsync(_fixture)).Errors.ShouldHaveSingleItem().Message.ShouldStartWith(
            "unable to resolve API [other/api]: the namespace \"other\" is out of this operator's reach");
    }

    [Fact]
    public async Task Update_WhatIsSoftIsStrict_IsRefused()
    {
        _fixture.Policy = new AdmissionPolicy { Strict = new HashSet<string> { CheckIds.Subscriptions } };
        _given.Api.With(spec => spec.State = ApiStates.Stopped);

        (await _given.UpdateAsync(_fixture)).Errors.ShouldHaveSingleItem().Field.ShouldBe("spec.api");
    }

    [Fact]
    public async Task Update_MetadataOfAnExpiredSubscription_IsAllowed()
    {
        var old = ASubscription().EndingAt("2020-01-01T00:00:00Z").Build();
        var now = ASubscription().EndingAt("2020-01-01T00:00:00Z").WithObject(item => item.Metadata.Labels = new() { ["a"] = "b" }).Build();

        (await _fixture.ReviewAsync(Requests.Update(old, now))).Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Update_ObjectIsBeingDeleted_IsAllowed() =>
        (await _fixture.ReviewAsync(Requests.Update(ASubscription().Build(), ASubscription().WithPlan("other").Deleting().Build())))
            .Errors.ShouldBeEmpty();

    [Fact]
    public async Task Delete_AnySubscription_IsAllowed() =>
        (await _fixture.ReviewAsync(Requests.Delete(ASubscription().Build()))).Errors.ShouldBeEmpty();
}

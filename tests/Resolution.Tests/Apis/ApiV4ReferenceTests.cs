using System.Text.Json.Nodes;
using Gko.Contracts;
using Gko.Contracts.V4;
using Gko.Kubernetes.Model;
using Gko.Testing.Builders;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests.Apis;

/// <summary>What v4 APIs refer to, and what happens where it is missing.</summary>
public sealed class ApiV4ReferenceTests : IAsyncLifetime
{
    private readonly FakeCluster _cluster = new();
    private ResolutionSet _set = null!;

    public async ValueTask InitializeAsync()
    {
        _set = await _cluster.ResolveAsync();
        _cluster.Put(AContext().Build());
    }

    public ValueTask DisposeAsync()
    {
        _set.Dispose();
        return _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Resolve_PolicyGroup_FillsTheStep()
    {
        _cluster.Put(APolicyGroup("checks", crossId: "the-cross-id"));

        var desired = await DesiredAsync(AV4Api().With(spec => spec.Flows = [new Flow { Request = [Run("checks")] }]));

        var step = Body(desired)["flows"]![0]!["request"]![0]!;
        step["name"]!.GetValue<string>().ShouldBe("checks");
        step["policy"]!.GetValue<string>().ShouldBe("shared-policy-group-policy");
        step["configuration"]!.ToJsonString().ShouldBe("""{"hrid":"default-checks","sharedPolicyGroupId":"the-cross-id"}""");
        step["sharedPolicyGroupRef"]!["name"]!.GetValue<string>().ShouldBe("checks");
    }

    [Fact]
    public async Task Resolve_PolicyGroupThatNamesItsId_KeepsIt()
    {
        var group = APolicyGroup("checks");
        group.Spec!.Hrid = "own-id";
        _cluster.Put(group);

        var desired = await DesiredAsync(AV4Api().With(spec => spec.Flows = [new Flow { Request = [Run("checks")] }]));

        Body(desired)["flows"]![0]!["request"]![0]!["configuration"]!["hrid"]!.GetValue<string>().ShouldBe("own-id");
    }

    [Fact]
    public async Task Resolve_PolicyGroupsMissing_NamesEveryPhaseOfApiAndPlans()
    {
        var resolved = await ResolveAsync(AV4Api().With(spec =>
        {
            spec.Flows = [new(), new() { Request = [new(), Run("x")], Response = [Run("x")], Connect = [Run("x")] }];
            spec.Plans!["KeyLess"].Flows = [new() { Interact = [Run("x")], Publish = [Run("x")], Subscribe = [Run("x")] }];
        }));

        resolved.Problems.Select(problem => problem.Field).ShouldBe(
        [
            "spec.flows[1].request[1].sharedPolicyGroupRef", "spec.flows[1].response[0].sharedPolicyGroupRef",
            "spec.flows[1].connect[0].sharedPolicyGroupRef", "spec.plans.KeyLess.flows[0].interact[0].sharedPolicyGroupRef",
            "spec.plans.KeyLess.flows[0].publish[0].sharedPolicyGroupRef", "spec.plans.KeyLess.flows[0].subscribe[0].sharedPolicyGroupRef",
        ]);
        resolved.Problems[0].Message.ShouldBe(
            "unable to get Shared Policy Group [x] in namespace [default]: it was not found; create it, or correct the name and the namespace");
        resolved.Problems.ShouldAllBe(problem => problem.Kind == ProblemKind.UnresolvedReference && !problem.IsAdmissible);
    }

    [Fact]
    public async Task Resolve_PolicyGroupNotSyncedYet_Waits()
    {
        _cluster.Put(APolicyGroup("checks", crossId: null));

        var problem = await ProblemAsync(AV4Api().With(spec => spec.Flows = [new Flow { Request = [Run("checks")] }]));

        problem.ShouldBe(new ResolutionProblem(
            ProblemKind.UnresolvedReference,
            "Shared Policy Group [default/checks] is not synced yet: the API waits until APIM has given the group an id",
            "spec.flows[0].request[0].sharedPolicyGroupRef")
        { IsAdmissible = true });
    }

    [Fact]
    public async Task Resolve_Notification_ReportsItsEventsToItsGroups()
    {
        _cluster.Put(ANotification().ForGroups("Admins").ForGroupRefs("devs").Build());
        _cluster.Put(AGroup("devs", apimName: "Developers"));

        var desired = await DesiredAsync(AV4Api().With(spec => spec.NotificationsRefs = [new() { Name = "bell" }]));

        Body(desired)["consoleNotification"]!.ToJsonString().ShouldBe("""{"events":["API_STARTED"],"groups":["Admins","Developers"]}""");
    }

    [Fact]
    public async Task Preview_Notification_IsLeftOutForItsGroupsMayBeNew()
    {
        _cluster.Put(ANotification().ForGroupRefs("devs").Build());
        _cluster.Put(AGroup("devs", apimName: "Developers"));
        var api = AV4Api().With(spec => spec.NotificationsRefs = [new() { Name = "bell" }]).Build();

        var preview = await _set.V4Apis.PreviewAsync(api, CancellationToken.None);

        Body(preview.Desired!)["consoleNotification"].ShouldBeNull();
    }

    [Fact]
    public async Task Resolve_NotificationWithoutContext_IsNotLookedAt() =>
        (await ResolveAsync(AV4Api().WithoutContext().SyncedFrom("KUBERNETES").With(spec => spec.NotificationsRefs = [new() { Name = "absent" }])))
            .Problems.ShouldBeEmpty();

    [Fact]
    public async Task Resolve_ResourcesAndGroups_AreTakenIn()
    {
        _cluster.Put(AnApiResource("redis").Build());
        _cluster.Put(AGroup("devs", apimName: "Developers"));

        var body = Body(await DesiredAsync(AV4Api().With(spec =>
        {
            spec.Resources = [new() { Ref = new() { Name = "redis" } }];
            spec.GroupRefs = [new() { Name = "devs" }];
        })));

        body["resources"]![0]!["type"]!.GetValue<string>().ShouldBe("cache");
        body["groups"]!.AsArray().Select(name => name!.GetValue<string>()).ShouldBe(["Developers"]);
    }

    [Fact]
    public async Task Resolve_EverythingMissing_ReportsAllInUpstreamsOrder()
    {
        var resolved = await ResolveAsync(AV4Api().WithContext("absent").With(spec =>
        {
            spec.NotificationsRefs = [new() { Name = "bell" }];
            spec.Flows = [new Flow { Request = [Run("x")] }];
            spec.Resources = [new() { Ref = new() { Name = "redis" } }];
        }));

        resolved.Problems.Select(problem => problem.Field).ShouldBe(
            ["spec.resources[0].ref", "spec.flows[0].request[0].sharedPolicyGroupRef", "spec.contextRef", "spec.notificationsRefs[0]"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Draft_PolicyGroupWithoutAnId_GoesByItsHrid(bool exists)
    {
        if (exists)
        {
            _cluster.Put(APolicyGroup("checks", crossId: null));
        }

        var resolved = await ResolveAsync(AV4Api().With(spec => spec.Flows = [new Flow { Request = [Run("checks")] }]));

        var step = Body(resolved.Draft)["flows"]![0]!["request"]![0]!;
        ((string?)step["policy"], step["configuration"]!.ToJsonString()).ShouldBe(("shared-policy-group-policy", """{"hrid":"default-checks"}"""));
        resolved.Desired.ShouldBeNull();
    }

    [Fact]
    public async Task Resolve_StoredApi_RemembersItsPolicyGroups()
    {
        var api = AV4Api().With(spec => spec.Flows = [new Flow { Request = [Run("checks")] }]);

        await ResolveAsync(api);

        _set.Dependencies.DependentsOf(ReferenceKey.Of<SharedPolicyGroup>(new ObjectKey("default", "checks")))
            .ShouldBe([ReferenceKey.Of(api.Build())]);
    }

    private static Step Run(string group) => new() { SharedPolicyGroupRef = new() { Name = group } };

    private static JsonNode Body(DesiredApi desired) => JsonNode.Parse(desired.Import!.Body.Span)!;

    private async Task<ApiResolution<ApiV4DefinitionSpec, ApiV4DefinitionStatus>> ResolveAsync(ApiV4Builder api) =>
        await _set.V4Apis.ResolveAsync(api.Build(), CancellationToken.None);

    private async Task<DesiredApi> DesiredAsync(ApiV4Builder api) => (await ResolveAsync(api)).Desired!;

    private async Task<ResolutionProblem> ProblemAsync(ApiV4Builder api) => (await ResolveAsync(api)).Problems[0];
}

using System.Text.Json.Nodes;
using Gko.Contracts;
using Gko.Kubernetes.Model;
using Gko.Testing.Builders;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests.Apis;

/// <summary>What v2 APIs refer to, and what happens where it is missing.</summary>
public sealed class ApiDefinitionReferenceTests : IAsyncLifetime
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
    public async Task Resolve_ApiResource_IsTakenInWithoutTheReference()
    {
        _cluster.Put(AnApiResource("redis", "shared").WithConfiguration("""{"host":"h"}""").Build());

        var desired = await DesiredAsync(AnApi().With(spec => spec.Resources =
            [new() { Name = "inline", Type = "t" }, new() { Name = "ignored", Ref = new() { Name = "redis", Namespace = "shared" } }]));

        var resources = Body(desired)["resources"]!.AsArray();
        resources[0]!["name"]!.GetValue<string>().ShouldBe("inline");
        resources[1]!.ToJsonString().ShouldBe("""{"configuration":{"host":"h"},"enabled":true,"name":"redis","type":"cache"}""");
    }

    [Fact]
    public async Task Resolve_ApiResourceWithoutNamespace_IsThatOfTheApi()
    {
        _cluster.Put(AnApiResource("redis", "team").Build());
        _cluster.Put(AContext("ctx", "team").Build());

        (await ResolveAsync(AnApi("api", "team").With(spec => spec.Resources = [new() { Ref = new() { Name = "redis" } }]).Build()))
            .Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Resolve_GroupReferences_AppendTheNamesOnce()
    {
        _cluster.Put(AGroup("a", apimName: "Developers"));
        _cluster.Put(AGroup("b", apimName: "Developers"));
        _cluster.Put(AGroup("c", apimName: "Known"));

        var desired = await DesiredAsync(AnApi().With(spec =>
        {
            spec.Groups = ["Known", "other"];
            spec.GroupRefs = [new() { Name = "a" }, new() { Name = "b" }, new() { Name = "c" }];
        }));

        Body(desired)["groups"]!.AsArray().Select(name => name!.GetValue<string>()).ShouldBe(["Known", "other", "Developers"]);
    }

    [Fact]
    public async Task Resolve_Notifications_TheFirstForTheConsoleOfApisCounts()
    {
        _cluster.Put(ANotification("other").With(spec => spec.EventType = "something").Build());
        _cluster.Put(ANotification("first", "ops").ForGroups("Admins").ForGroupRefs("devs").Build());
        _cluster.Put(ANotification("second").Build());
        _cluster.Put(AGroup("devs", "ops", "Developers"));

        var desired = await DesiredAsync(AnApi().With(spec => spec.NotificationsRefs =
            [new() { Name = "other" }, new() { Name = "first", Namespace = "ops" }, new() { Name = "second" }]));

        Body(desired)["consoleNotificationConfiguration"]!.ToJsonString().ShouldBe(
            """{"config_type":"PORTAL","groups":["Admins","Developers"],"hooks":["API_STARTED"],"origin":"KUBERNETES"}""");
    }

    [Fact]
    public async Task Preview_Notifications_AreLeftOutForTheirGroupsMayBeNew()
    {
        _cluster.Put(ANotification("bell").ForGroups("Admins").Build());
        var api = AnApi().With(spec => spec.NotificationsRefs = [new() { Name = "bell" }]).Build();

        var preview = await _set.Apis.PreviewAsync(api, CancellationToken.None);

        Body(preview.Desired!)["consoleNotificationConfiguration"].ShouldBeNull();
    }

    [Fact]
    public async Task Resolve_NullsAmongReferences_ArePassedOver()
    {
        _cluster.Put(AGroup(apimName: "Developers"));
        _cluster.Put(ANotification().ForGroupRefs("devs").With(spec => spec.Console!.GroupRefs!.Insert(0, null!)).Build());

        var desired = await DesiredAsync(AnApi().With(spec =>
        {
            spec.GroupRefs = [null!, new() { Name = "devs" }];
            spec.NotificationsRefs = [null!, new() { Name = "bell" }];
        }));

        Body(desired)["groups"]!.AsArray().Single()!.GetValue<string>().ShouldBe("Developers");
        Body(desired)["consoleNotificationConfiguration"]!["groups"]!.AsArray().Single()!.GetValue<string>().ShouldBe("Developers");
    }

    [Fact]
    public async Task Resolve_GroupOfANotificationMissing_IsNoted()
    {
        _cluster.Put(ANotification().ForGroupRefs("devs").Build());

        var resolved = await ResolveAsync(AnApi().With(spec => spec.NotificationsRefs = [new() { Name = "bell" }]).Build());

        resolved.Notes.ShouldHaveSingleItem().ShouldBe(new(
            ProblemKind.UnresolvedReference, "Group default/devs could not be found", "spec.notificationsRefs[0]"));
        resolved.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Resolve_EverythingMissing_ReportsAllInUpstreamsOrder()
    {
        var resolved = await ResolveAsync(AnApi().WithContext("absent").With(spec =>
        {
            spec.NotificationsRefs = [new() { Name = "bell" }];
            spec.Resources = [new() { Ref = new() { Name = "redis" } }, new() { Ref = new() { Name = "ldap" } }];
        }).Build());

        resolved.Problems.Select(problem => problem.Field).ShouldBe(
            ["spec.resources[0].ref", "spec.resources[1].ref", "spec.notificationsRefs[0]", "spec.contextRef"]);
        resolved.Problems.ShouldAllBe(problem => problem.Kind == ProblemKind.UnresolvedReference && !problem.IsAdmissible);
    }

    [Fact]
    public async Task Resolve_ReferencesOutOfScope_SaySo()
    {
        using var scoped = await _cluster.ResolveAsync(new WatchScope(["default"]));
        var api = AnApi().With(spec =>
        {
            spec.Resources = [new() { Ref = new() { Name = "redis", Namespace = "other" } }];
            spec.GroupRefs = [new() { Name = "devs", Namespace = "other" }];
        });

        var resolved = await scoped.Apis.ResolveAsync(api.Build(), CancellationToken.None);

        const string reach = "the namespace \"other\" is out of this operator's reach, which watches only the namespace default; refer to an object there, or have the operator watch that namespace too";
        resolved.Problems.ShouldHaveSingleItem().Message.ShouldBe($"api references resource [other/redis] that does not exist in the cluster: {reach}");
        resolved.Notes.ShouldHaveSingleItem().Message.ShouldBe($"Group other/devs could not be found: {reach}");
    }

    [Fact]
    public async Task Resolve_ResourceReference_IsUnresolvable()
    {
        var problem = await ProblemAsync(AnApi().With(spec => spec.Resources = [new(), new() { Ref = new() { Name = "redis" } }]));

        problem.Message.ShouldStartWith("api references resource [default/redis] that does not exist in the cluster: ");
        problem.Field.ShouldBe("spec.resources[1].ref");
    }

    [Fact]
    public async Task Resolve_NotificationReference_IsUnresolvable()
    {
        var problem = await ProblemAsync(AnApi().With(spec => spec.NotificationsRefs = [new() { Name = "mail", Namespace = "other" }]));

        problem.Message.ShouldStartWith("api references notification [other/mail] that does not exist in the cluster: ");
        problem.Field.ShouldBe("spec.notificationsRefs[0]");
    }

    [Fact]
    public async Task Resolve_GroupReference_IsNotedAndLeftOut()
    {
        var resolved = await ResolveAsync(AnApi().With(spec => spec.GroupRefs = [new() { Name = "devs" }]).Build());

        resolved.Notes.ShouldBe(
            [new ResolutionProblem(ProblemKind.UnresolvedReference, "Group default/devs could not be found", "spec.groupRefs[0]")]);
    }

    [Fact]
    public async Task Resolve_SharedObjectWithReferences_IsNotChanged()
    {
        _cluster.Put(AnApiResource("redis").Build());
        _cluster.Put(AGroup());
        var api = AnApi().With(spec => (spec.Resources, spec.GroupRefs) = ([new() { Ref = new() { Name = "redis" } }], [new() { Name = "devs" }])).Build();

        await ResolveAsync(api);

        (api.Spec!.Resources![0].Ref!.Name, api.Spec.Groups).ShouldBe(("redis", null));
    }

    private static JsonNode Body(DesiredApi desired) => JsonNode.Parse(desired.Import!.Body.Span)!;

    private async Task<ApiResolution<ApiDefinitionSpec, ApiDefinitionStatus>> ResolveAsync(ApiDefinition api) =>
        await _set.Apis.ResolveAsync(api, CancellationToken.None);

    private async Task<DesiredApi> DesiredAsync(ApiBuilder api) => (await ResolveAsync(api.Build())).Desired!;

    private async Task<ResolutionProblem> ProblemAsync(ApiBuilder api) => (await ResolveAsync(api.Build())).Problems[0];
}

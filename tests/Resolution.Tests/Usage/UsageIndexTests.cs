using Gko.Contracts;
using Gko.Contracts.V4;
using Gko.Kubernetes.Model;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests.Usage;

public sealed class UsageIndexTests : IAsyncLifetime
{
    private readonly FakeCluster _cluster = new();
    private UsageIndex _usage = null!;

    public async ValueTask InitializeAsync() => _usage = new(await _cluster.WatchAllAsync());

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public void OfContext_AllKinds_AreNamedInUpstreamsOrder()
    {
        var context = new NamespacedReference { Name = "ctx" };
        _cluster.Put(new Portal { Metadata = new() { Name = "portal", Namespace = "default" }, Spec = new() { ContextRef = context } });
        _cluster.Put(new Dictionary { Metadata = new() { Name = "words", Namespace = "default" }, Spec = new() { ContextRef = context } });
        _cluster.Put(AGroup());
        _cluster.Put(APolicyGroup());
        _cluster.Put(new Application { Metadata = new() { Name = "app", Namespace = "default" }, Spec = new() { ContextRef = context } });
        _cluster.Put(AV4Api().Build());
        _cluster.Put(AnApi("b").Build());
        _cluster.Put(AnApi("a").Build());

        var users = _usage.OfContext(new ObjectKey("default", "ctx"));

        users.Select(kind => $"{kind.Type.Plural}: {kind.Names} are {kind.What}").ShouldBe(
        [
            "apidefinitions: default/a, default/b are APIs",
            "apiv4definitions: default/api are APIs",
            "applications: default/app are applications",
            "sharedpolicygroups: default/policies are SharedPolicyGroups",
            "groups: default/devs are groups",
            "dictionaries: default/words are dictionaries",
            "portals: default/portal are portals",
        ]);
    }

    [Fact]
    public void OfContext_NobodyUsesIt_IsEmpty()
    {
        _cluster.Put(AnApi().WithContext("other").Build());

        _usage.OfContext(new ObjectKey("default", "ctx")).ShouldBeEmpty();
    }

    [Fact]
    public void Names_ManyUsers_ShowsTheFirst()
    {
        for (var number = 0; number < 7; number++)
        {
            _cluster.Put(AnApi($"api-{number}").Build());
        }

        var users = _usage.OfContext(new ObjectKey("default", "ctx")).ShouldHaveSingleItem();

        users.Keys.Count.ShouldBe(7);
        users.Names.ShouldBe("default/api-0, default/api-1, default/api-2, default/api-3, default/api-4, …");
    }

    [Fact]
    public void OfOtherKinds_TheirUsers_AreFound()
    {
        var key = new ObjectKey("default", "x");
        var reference = new NamespacedReference { Name = "x" };
        _cluster.Put(AnApi("v2").With(spec => (spec.Resources, spec.GroupRefs) = ([new() { Ref = reference }], [reference])).Build());
        _cluster.Put(AV4Api("v4").With(spec =>
        {
            spec.NotificationsRefs = [reference];
            spec.Flows = [new Flow { Request = [new Step { SharedPolicyGroupRef = reference }] }];
        }).Build());

        _usage.OfResource(key).ShouldHaveSingleItem().Names.ShouldBe("default/v2");
        _usage.OfGroup(key).ShouldHaveSingleItem().Names.ShouldBe("default/v2");
        _usage.OfNotification(key).ShouldHaveSingleItem().Names.ShouldBe("default/v4");
        _usage.OfPolicyGroup(key).ShouldHaveSingleItem().Names.ShouldBe("default/v4");
    }
}

using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Testing;
using static Gko.Kubernetes.Tests.Controllers.Widgets;

namespace Gko.Kubernetes.Tests.Controllers;

public sealed class ControllerOwnsTests : IAsyncDisposable
{
    private readonly ControllerHarness _harness = new() { OwnsSecrets = true };

    private InMemoryCluster Cluster => _harness.Cluster;

    [Fact]
    public async Task Owns_ChildAppearsChangesAndVanishes_ReconcilesItsController()
    {
        var owner = await StartWithOwnerAsync();

        Cluster.Put(AChild(OwnerReference.ToController(owner)));
        await CallsAsync(2);
        Cluster.Put(AChild(OwnerReference.ToController(owner), ("key", "value")));
        await CallsAsync(3);
        Cluster.Remove<Secret>(new("default", "child"));

        await CallsAsync(4);
        _harness.Calls.ShouldAllBe(call => call == "reconcile a@101");
    }

    [Fact]
    public async Task Owns_ChildChangesHands_ReconcilesBoth()
    {
        var owner = await StartWithOwnerAsync();
        Cluster.Put(AChild(OwnerReference.ToController(owner)));
        await CallsAsync(2);
        var other = Cluster.Put(AWidget("b"));
        await CallsAsync(3);

        Cluster.Put(AChild(OwnerReference.ToController(other)));

        await CallsAsync(5);
        _harness.Calls.Skip(3).Select(call => call[..11]).ShouldBe(["reconcile a", "reconcile b"], ignoreOrder: true);
    }

    [Fact]
    public async Task Owns_ChildOfSomethingElse_WakesNobody()
    {
        var owner = await StartWithOwnerAsync();
        var owned = OwnerReference.ToController(owner);
        var references = new[]
        {
            new OwnerReference { ApiVersion = owned.ApiVersion, Kind = owned.Kind, Name = owned.Name, Uid = owned.Uid },
            new OwnerReference { ApiVersion = "other.io/v1", Kind = owned.Kind, Name = owned.Name, Uid = owned.Uid, Controller = true },
            new OwnerReference { ApiVersion = owned.ApiVersion, Kind = "Gadget", Name = owned.Name, Uid = owned.Uid, Controller = true },
        };

        foreach (var (number, reference) in references.Index())
        {
            Cluster.Put(AChild(reference, name: $"child-{number}"));
        }

        await Eventually.TrueAsync(() => _harness.Secrets.List().Count == references.Length);
        _harness.Controller.Depth.ShouldBe(0);
        _harness.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Owns_Children_AreFoundByTheirController()
    {
        var owner = await StartWithOwnerAsync();

        Cluster.Put(AChild(OwnerReference.ToController(owner)));
        Cluster.Put(AChild(new OwnerReference { Uid = owner.Metadata.Uid!, Name = "a" }, name: "not-controlled"));

        await Eventually.TrueAsync(() => _harness.Secrets.List().Count == 2);
        _harness.Secrets.ByIndex(Owners<Secret>.ByController, owner.Metadata.Uid!)
            .ShouldHaveSingleItem().Metadata.Name.ShouldBe("child");
    }

    [Fact]
    public void ToControllerOf_AnotherVersionOfTheKind_IsTheSameOwner()
    {
        var reference = new OwnerReference { ApiVersion = "demo.io/v2beta1", Kind = "Widget", Name = "a", Uid = "u", Controller = true };

        OwnerReference.ToControllerOf<Widget>(AChild(reference)).ShouldBe(new ObjectKey("default", "a"));
    }

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    private static Secret AChild(OwnerReference owner, (string Key, string Value)? data = null, string name = "child") => new()
    {
        ApiVersion = "v1",
        Kind = "Secret",
        Metadata = new ObjectMeta { Name = name, Namespace = "default", OwnerReferences = [owner] },
        Data = data is var (key, value) ? new() { [key] = System.Text.Encoding.UTF8.GetBytes(value) } : null,
    };

    private async Task<Widget> StartWithOwnerAsync()
    {
        var owner = Cluster.Put(AWidget("a"));
        await _harness.StartAsync();
        await CallsAsync(1);
        return owner;
    }

    private async Task CallsAsync(int count)
    {
        await Eventually.TrueAsync(() => _harness.Calls.Count >= count);
        await Eventually.TrueAsync(() => _harness.Controller.Depth == 0);
    }
}

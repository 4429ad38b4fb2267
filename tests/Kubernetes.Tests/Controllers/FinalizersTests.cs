using Gko.Kubernetes.Client;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model;
using static Gko.Kubernetes.Tests.Controllers.Widgets;

namespace Gko.Kubernetes.Tests.Controllers;

public sealed class FinalizersTests
{
    private const string Mine = "demo.io/mine";
    private static readonly ObjectKey Key = new("default", "a");

    private readonly InMemoryCluster _cluster = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Add_OthersPresent_AppendsAndReturnsTheStoredObject()
    {
        var widget = _cluster.Put(AWidget().WithFinalizers("demo.io/other"));

        var stored = await Finalizers.AddAsync(_cluster, widget, Mine, Ct);

        stored!.Metadata.Finalizers.ShouldBe(["demo.io/other", Mine]);
        stored.Metadata.ResourceVersion.ShouldBe(_cluster.Peek<Widget>(Key)!.Metadata.ResourceVersion);
    }

    [Fact]
    public async Task Add_Present_WritesNothing()
    {
        var widget = _cluster.Put(AWidget().WithFinalizers(Mine));

        (await Finalizers.AddAsync(_cluster, widget, Mine, Ct)).ShouldBeSameAs(widget);

        _cluster.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Add_ObjectChangedMeanwhile_IsAConflictAndChangesNothing()
    {
        var widget = _cluster.Put(AWidget());
        _cluster.Put(AWidget().WithFinalizers("demo.io/other"));

        var error = await Should.ThrowAsync<KubeApiException>(() => Finalizers.AddAsync(_cluster, widget, Mine, Ct));

        error.IsConflict.ShouldBeTrue();
        _cluster.Peek<Widget>(Key)!.Metadata.Finalizers.ShouldBe(["demo.io/other"]);
    }

    [Fact]
    public async Task Add_ObjectGone_ReturnsNull() =>
        (await Finalizers.AddAsync(_cluster, AWidget(), Mine, Ct)).ShouldBeNull();

    [Fact]
    public async Task Remove_OthersPresent_LeavesThem()
    {
        var widget = _cluster.Put(AWidget().WithFinalizers("x", Mine, "y"));

        var stored = await Finalizers.RemoveAsync(_cluster, widget, Mine, Ct);

        stored!.Metadata.Finalizers.ShouldBe(["x", "y"]);
    }

    [Fact]
    public async Task Remove_ListChangedMeanwhile_LooksAgainAndLeavesTheOthers()
    {
        var widget = _cluster.Put(AWidget().WithFinalizers("x", Mine));
        _cluster.Put(AWidget().WithFinalizers("new", "x", Mine));

        var stored = await Finalizers.RemoveAsync(_cluster, widget, Mine, Ct);

        stored!.Metadata.Finalizers.ShouldBe(["new", "x"]);
    }

    [Fact]
    public async Task Remove_ObjectGone_ReturnsNull() =>
        (await Finalizers.RemoveAsync(_cluster, AWidget().WithFinalizers(Mine), Mine, Ct)).ShouldBeNull();

    [Fact]
    public async Task Remove_ObjectRecreated_LeavesTheNewOneAlone()
    {
        _cluster.Put(AWidget().WithFinalizers(Mine));
        var former = AWidget().WithFinalizers(Mine).WithUid("former");

        (await Finalizers.RemoveAsync(_cluster, former, Mine, Ct)).ShouldBeNull();

        _cluster.Peek<Widget>(Key)!.Metadata.Finalizers.ShouldBe([Mine]);
    }

    [Fact]
    public async Task Remove_AlreadyRemoved_WritesNothing()
    {
        var widget = _cluster.Put(AWidget());

        (await Finalizers.RemoveAsync(_cluster, widget, Mine, Ct)).ShouldBeSameAs(widget);

        _cluster.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Remove_ListChangesForEver_GivesUp()
    {
        var widget = _cluster.Put(AWidget().WithFinalizers(Mine));
        _cluster.OnRequest = (verb, _) => verb == "patch" ? Task.FromException(ApiErrors.Invalid()) : Task.CompletedTask;

        await Should.ThrowAsync<KubeApiException>(() => Finalizers.RemoveAsync(_cluster, widget, Mine, Ct));
    }
}

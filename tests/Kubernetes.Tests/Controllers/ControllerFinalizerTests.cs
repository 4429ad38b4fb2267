using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model;
using Gko.Testing;
using static Gko.Kubernetes.Tests.Controllers.Widgets;

namespace Gko.Kubernetes.Tests.Controllers;

/// <summary>How objects come and go through the finalizer.</summary>
public sealed class ControllerFinalizerTests : IAsyncDisposable
{
    private static readonly ObjectKey A = new("default", "a");
    private readonly ControllerHarness _harness = new();

    private InMemoryCluster Cluster => _harness.Cluster;

    [Fact]
    public async Task Finalizer_Missing_IsStoredBeforeTheReconcilerSeesTheStoredObject()
    {
        _harness.HasFinalizer = true;
        Cluster.Put(AWidget("a"));
        var storedAtCall = new TaskCompletionSource<bool>();
        _harness.OnReconcile = (widget, _, _) =>
        {
            storedAtCall.TrySetResult(Finalizers.Has(Cluster.Peek<Widget>(A)!, ControllerHarness.FinalizerName)
                && Finalizers.Has(widget, ControllerHarness.FinalizerName));
            return ValueTask.FromResult(ReconcileResult.Done);
        };

        await _harness.StartAsync();

        (await storedAtCall.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).ShouldBeTrue();
        _harness.Calls[0].ShouldBe("reconcile a@102");
    }

    [Fact]
    public async Task Finalizer_CannotBeStored_ReconcilerIsNotCalled()
    {
        _harness.HasFinalizer = true;
        Cluster.OnRequest = (verb, _) => verb == "patch" ? Task.FromException(new IOException("reset")) : Task.CompletedTask;
        Cluster.Put(AWidget("a"));
        await _harness.StartAsync();
        await _harness.Time.WaitForTimerAsync(left => left == TimeSpan.FromSeconds(1));
        _harness.Calls.ShouldBeEmpty();

        Cluster.OnRequest = null;
        _harness.Time.Advance(TimeSpan.FromSeconds(1));

        await Eventually.TrueAsync(() => _harness.Calls.Count > 0);
    }

    [Fact]
    public async Task Finalizer_Done_LetsTheObjectGo()
    {
        _harness.HasFinalizer = true;
        Cluster.Put(AWidget("a").WithFinalizers(ControllerHarness.FinalizerName));
        await _harness.StartAsync();
        await _harness.CallsAsync("reconcile a@101");

        Cluster.Remove<Widget>(A);

        await Eventually.TrueAsync(() => Cluster.Peek<Widget>(A) is null);
        _harness.Calls.ShouldBe(["reconcile a@101", "finalize a@102"]);
    }

    [Fact]
    public async Task Finalizer_NotDone_KeepsTheObjectAndComesBack()
    {
        _harness.HasFinalizer = true;
        var calls = 0;
        _harness.OnFinalize = (_, _, _) =>
            ValueTask.FromResult(++calls == 1 ? ReconcileResult.Retry("still referred to") : ReconcileResult.Done);
        Cluster.Put(AWidget("a").WithFinalizers(ControllerHarness.FinalizerName).BeingDeleted());
        await _harness.StartAsync();
        await _harness.Time.WaitForTimerAsync(left => left == TimeSpan.FromSeconds(1));
        Cluster.Peek<Widget>(A).ShouldNotBeNull();

        _harness.Time.Advance(TimeSpan.FromSeconds(1));

        await Eventually.TrueAsync(() => Cluster.Peek<Widget>(A) is null);
    }

    [Fact]
    public async Task Finalizer_OthersRemain_RunsOnceAndLeavesThem()
    {
        _harness.HasFinalizer = true;
        Cluster.Put(AWidget("a").WithFinalizers("demo.io/other", ControllerHarness.FinalizerName).BeingDeleted());
        await _harness.StartAsync();
        await Eventually.TrueAsync(() => Cluster.Peek<Widget>(A)!.Metadata.Finalizers!.Count == 1);

        _harness.Controller.Enqueue(A);
        Cluster.Put(AWidget("b"));
        await Eventually.TrueAsync(() => _harness.Calls.Any(call => call.StartsWith("reconcile b")));

        _harness.Calls.Count(call => call.StartsWith("finalize a")).ShouldBe(1);
    }

    [Fact]
    public async Task IncludeDeleting_NoFinalizerOfOurOwn_ObjectBeingDeletedIsReconciled()
    {
        _harness.Options = _harness.Options with { IncludeDeleting = true };
        Cluster.Put(AWidget("a").WithFinalizers("demo.io/other").BeingDeleted());

        await _harness.StartAsync();

        await _harness.CallsAsync("reconcile a@101");
    }

    [Fact]
    public async Task Finalizer_NotOurs_ObjectBeingDeletedIsLeftAlone()
    {
        Cluster.Put(AWidget("a").WithFinalizers("demo.io/other").BeingDeleted());
        await _harness.StartAsync();

        Cluster.Put(AWidget("b"));

        await _harness.CallsAsync("reconcile b@102");
    }

    public ValueTask DisposeAsync() => _harness.DisposeAsync();
}

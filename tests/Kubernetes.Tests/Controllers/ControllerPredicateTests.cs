using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model;
using Gko.Testing;
using static Gko.Kubernetes.Tests.Controllers.Widgets;

namespace Gko.Kubernetes.Tests.Controllers;

/// <summary>Which changes wake an object up.</summary>
public sealed class ControllerPredicateTests : IAsyncDisposable
{
    private static readonly ObjectKey A = new("default", "a");
    private readonly ControllerHarness _harness = new();

    private InMemoryCluster Cluster => _harness.Cluster;

    [Fact]
    public async Task Predicate_SaysNo_OnlyDeletionGetsThrough()
    {
        _harness.HasFinalizer = true;
        _harness.Options = _harness.Options with { Predicate = Predicates.GenerationChanged };
        Cluster.Put(AWidget("a").WithFinalizers(ControllerHarness.FinalizerName));
        await _harness.StartAsync();
        await _harness.CallsAsync("reconcile a@101");

        Cluster.Put(AWidget("a").WithFinalizers(ControllerHarness.FinalizerName).WithStatus("Ready"));
        await Eventually.TrueAsync(() => _harness.Informer.Get(A)?.Status is not null);
        Cluster.Remove<Widget>(A);

        await _harness.CallsAsync("reconcile a@101", "finalize a@103");
    }

    [Fact]
    public async Task Predicate_StatusWrittenDuringADeletionThatWaits_DoesNotWakeItUp()
    {
        _harness.HasFinalizer = true;
        _harness.Options = _harness.Options with { Predicate = Predicates.GenerationChanged };
        _harness.OnFinalize = (_, _, _) => ValueTask.FromResult(ReconcileResult.Retry("still referred to"));
        Cluster.Put(AWidget("a").WithFinalizers(ControllerHarness.FinalizerName).BeingDeleted());
        await _harness.StartAsync();
        await _harness.CallsAsync("finalize a@101");

        Cluster.Put(AWidget("a").WithFinalizers(ControllerHarness.FinalizerName).BeingDeleted().WithStatus("Blocked"));
        await Eventually.TrueAsync(() => _harness.Informer.Get(A)?.Status is not null);
        Cluster.Put(AWidget("b"));
        await Eventually.TrueAsync(() => _harness.Calls.Any(call => call.StartsWith("reconcile b")));

        _harness.Calls.Count(call => call.StartsWith("finalize a")).ShouldBe(1);
    }

    [Fact]
    public async Task Predicate_SpecChanged_GetsThrough()
    {
        _harness.Options = _harness.Options with { Predicate = Predicates.GenerationChanged };
        Cluster.Put(AWidget("a"));
        await _harness.StartAsync();
        await _harness.CallsAsync("reconcile a@101");

        Cluster.Put(AWidget("a").WithSecret("s"));

        await _harness.CallsAsync("reconcile a@101", "reconcile a@102");
    }

    [Fact]
    public async Task Predicate_FinalizerRemovedByHand_IsPutBack()
    {
        _harness.HasFinalizer = true;
        _harness.Options = _harness.Options with { Predicate = (_, _) => false };
        Cluster.Put(AWidget("a").WithFinalizers(ControllerHarness.FinalizerName));
        await _harness.StartAsync();
        await _harness.CallsAsync("reconcile a@101");

        Cluster.Put(AWidget("a"));

        await Eventually.TrueAsync(() => Finalizers.Has(Cluster.Peek<Widget>(A)!, ControllerHarness.FinalizerName));
    }

    public ValueTask DisposeAsync() => _harness.DisposeAsync();
}

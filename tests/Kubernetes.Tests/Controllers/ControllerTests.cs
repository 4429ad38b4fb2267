using System.Diagnostics.Metrics;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Testing;
using static Gko.Kubernetes.Tests.Controllers.Widgets;

namespace Gko.Kubernetes.Tests.Controllers;

public sealed class ControllerTests : IAsyncDisposable
{
    private static readonly ObjectKey A = new("default", "a");
    private readonly ControllerHarness _harness = new();

    private InMemoryCluster Cluster => _harness.Cluster;

    [Fact]
    public async Task Run_ObjectsPresent_ReconcilesEach()
    {
        Cluster.Put(AWidget("a"));
        Cluster.Put(AWidget("b"));

        await _harness.StartAsync();

        await Eventually.TrueAsync(() => _harness.Calls.Count == 2);
        _harness.Calls.ShouldBe(["reconcile a@101", "reconcile b@102"], ignoreOrder: true);
    }

    [Fact]
    public async Task Run_ObjectChanges_ReconcilesTheNewState()
    {
        await _harness.StartAsync();

        Cluster.Put(AWidget("a"));
        await _harness.CallsAsync("reconcile a@101");
        Cluster.Put(AWidget("a").WithSecret("s"));

        await _harness.CallsAsync("reconcile a@101", "reconcile a@102");
    }

    [Fact]
    public async Task Run_InitialObjects_GiveWayToChanges()
    {
        var gate = new TaskCompletionSource();
        _harness.Options = _harness.Options with { Workers = 1 };
        _harness.OnReconcile = async (_, _, _) =>
        {
            await gate.Task;
            return ReconcileResult.Done;
        };
        foreach (var name in new[] { "a", "b", "c" })
        {
            Cluster.Put(AWidget(name));
        }

        await _harness.StartAsync();
        await Eventually.TrueAsync(() => _harness.Calls.Count == 1 && _harness.Controller.Depth == 2);
        Cluster.Put(AWidget("edited"));
        await Eventually.TrueAsync(() => _harness.Controller.Depth == 3);
        gate.SetResult();

        await Eventually.TrueAsync(() => _harness.Calls.Count == 4);
        _harness.Calls[1].ShouldStartWith("reconcile edited");
    }

    [Fact]
    public async Task After_Returned_LooksAgainAboutThen()
    {
        var calls = 0;
        _harness.OnReconcile = (_, _, _) =>
            ValueTask.FromResult(++calls == 1 ? ReconcileResult.After(TimeSpan.FromHours(1)) : ReconcileResult.Done);
        Cluster.Put(AWidget("a"));
        await _harness.StartAsync();
        await _harness.Time.WaitForTimerAsync(left => left >= TimeSpan.FromMinutes(54) && left <= TimeSpan.FromMinutes(66));

        _harness.Time.Advance(TimeSpan.FromMinutes(66));

        await Eventually.TrueAsync(() => _harness.Calls.Count == 2);
    }

    [Fact]
    public async Task Watches_OtherObjectChanges_ReconcilesThoseThatDependOnItOnly()
    {
        var bySecret = new StoreIndex<Widget>("secret", widget => widget.Spec?.Secret is { } name ? [name] : []);
        _harness.Index = bySecret;
        _harness.SecretMap = (harness, secret) =>
            harness.Informer.ByIndex(bySecret, secret.Metadata.Name!).Select(widget => ObjectKey.Of(widget));
        Cluster.Put(AWidget("a").WithSecret("s"));
        Cluster.Put(AWidget("b").WithSecret("other"));
        await _harness.StartAsync();
        await Eventually.TrueAsync(() => _harness.Calls.Count == 2);

        Cluster.Put(ASecret("s"));
        await Eventually.TrueAsync(() => _harness.Calls.Count == 3);
        Cluster.Remove<Secret>(new ObjectKey("default", "s"));
        await Eventually.TrueAsync(() => _harness.Calls.Count == 4);

        _harness.Calls.Skip(2).ShouldBe(["reconcile a@101", "reconcile a@101"]);
    }

    [Fact]
    public async Task Enqueue_UnknownObject_CallsNobody()
    {
        await _harness.StartAsync();

        _harness.Controller.Enqueue(new ObjectKey("default", "nobody"));
        Cluster.Put(AWidget("a"));

        await _harness.CallsAsync("reconcile a@101");
    }

    [Fact]
    public async Task Enqueue_Later_ReconcilesThen()
    {
        Cluster.Put(AWidget("a"));
        await _harness.StartAsync();
        await _harness.CallsAsync("reconcile a@101");

        _harness.Controller.Enqueue(A, after: TimeSpan.FromMinutes(3));
        await _harness.PauseAsync(TimeSpan.FromMinutes(3));

        await Eventually.TrueAsync(() => _harness.Calls.Count == 2);
    }

    [Fact]
    public async Task Workers_OneObjectHangs_OthersAreStillReconciled()
    {
        _harness.OnReconcile = (widget, context, ct) =>
            widget.Metadata.Name == "a" ? Hang(widget, context, ct) : ValueTask.FromResult(ReconcileResult.Done);
        Cluster.Put(AWidget("a"));
        Cluster.Put(AWidget("b"));
        Cluster.Put(AWidget("c"));

        await _harness.StartAsync();

        await Eventually.TrueAsync(() => _harness.Calls.Count == 3);
    }

    [Fact]
    public async Task Metrics_SuccessAndFailure_AreCounted()
    {
        using var meter = new Meter("test");
        using var collected = new MetricCollection(meter);
        var calls = 0;
        _harness.Options = _harness.Options with { Metrics = new ControllerMetrics(meter), Name = "w" };
        _harness.OnReconcile = (_, _, _) =>
            ++calls == 1 ? throw new InvalidOperationException("down") : ValueTask.FromResult(ReconcileResult.Done);
        Cluster.Put(AWidget("a"));
        await _harness.StartAsync();
        await _harness.PauseAsync(TimeSpan.FromSeconds(1));

        await Eventually.TrueAsync(
            () => collected.Collect().GetValueOrDefault("controller_runtime_reconcile_total{controller=w,result=success}") == 1);
        var values = collected.Collect();
        values["controller_runtime_reconcile_total{controller=w,result=error}"].ShouldBe(1);
        values["controller_runtime_reconcile_errors_total{controller=w}"].ShouldBe(1);
        values["controller_runtime_reconcile_panics_total{controller=w}"].ShouldBe(1);
        values["controller_runtime_active_workers{controller=w}"].ShouldBe(0);
        values["controller_runtime_max_concurrent_reconciles{controller=w}"].ShouldBe(2);
        values["workqueue_retries_total{name=w,controller=w}"].ShouldBe(1);
        values["workqueue_adds_total{name=w,controller=w}"].ShouldBe(1);
        values["workqueue_depth{name=w,controller=w}"].ShouldBe(0);
    }

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    private static async ValueTask<ReconcileResult> Hang(Widget widget, ReconcileContext context, CancellationToken ct)
    {
        await Task.Delay(Timeout.Infinite, ct);
        return ReconcileResult.Done;
    }

    private static Secret ASecret(string name) => new()
    {
        ApiVersion = "v1",
        Kind = "Secret",
        Metadata = new ObjectMeta { Name = name, Namespace = "default" },
    };
}

using System.Diagnostics.Metrics;
using Gko.Kubernetes.Controllers;
using Gko.Testing;
using static Gko.Kubernetes.Tests.Controllers.Widgets;

namespace Gko.Kubernetes.Tests.Controllers;

public sealed class ControllerMetricsTests : IAsyncDisposable
{
    private readonly ControllerHarness _harness = new();
    private readonly Meter _meter = new("test");
    private readonly MetricCollection _collected;

    public ControllerMetricsTests()
    {
        _collected = new MetricCollection(_meter);
        _harness.Options = _harness.Options with { Metrics = new ControllerMetrics(_meter, _harness.Time), Name = "w" };
    }

    [Fact]
    public async Task Start_NothingToDo_ShowsZeros()
    {
        await _harness.StartAsync();

        var values = _collected.Collect();
        foreach (var name in new[]
        {
            "controller_runtime_reconcile_total{controller=w,result=success}", "controller_runtime_reconcile_total{controller=w,result=error}",
            "controller_runtime_reconcile_total{controller=w,result=requeue}", "controller_runtime_reconcile_total{controller=w,result=requeue_after}",
            "controller_runtime_reconcile_errors_total{controller=w}", "controller_runtime_terminal_reconcile_errors_total{controller=w}",
            "controller_runtime_reconcile_panics_total{controller=w}", "controller_runtime_reconcile_timeouts_total{controller=w}",
            "controller_runtime_active_workers{controller=w}", "workqueue_retries_total{name=w,controller=w}",
            "workqueue_unfinished_work_seconds{name=w,controller=w}", "workqueue_longest_running_processor_seconds{name=w,controller=w}",
        })
        {
            values[name].ShouldBe(0, name);
        }
    }

    [Fact]
    public async Task Work_UnderWay_ShowsForHowLong()
    {
        _harness.OnReconcile = Hang;
        _harness.Cluster.Put(AWidget("a"));
        await _harness.StartAsync();
        await _harness.CallsAsync("reconcile a@101");
        _harness.Time.Advance(TimeSpan.FromSeconds(3));
        _harness.Cluster.Put(AWidget("b"));
        await Eventually.TrueAsync(() => _harness.Calls.Count == 2);
        _harness.Time.Advance(TimeSpan.FromSeconds(2));

        var values = _collected.Collect();

        values["workqueue_unfinished_work_seconds{name=w,controller=w}"].ShouldBe(7);
        values["workqueue_longest_running_processor_seconds{name=w,controller=w}"].ShouldBe(5);
        values["controller_runtime_active_workers{controller=w}"].ShouldBe(2);
        await _harness.AbortAsync();
    }

    [Fact]
    public async Task Work_Finished_ShowsItsDuration()
    {
        _harness.OnReconcile = (_, _, _) =>
        {
            _harness.Time.Advance(TimeSpan.FromSeconds(2));
            return ValueTask.FromResult(ReconcileResult.Done);
        };
        _harness.Cluster.Put(AWidget("a"));
        await _harness.StartAsync();

        await Eventually.TrueAsync(() => _collected.Collect()["controller_runtime_reconcile_total{controller=w,result=success}"] == 1);
        var values = _collected.Collect();
        values["workqueue_work_duration_seconds{name=w,controller=w}"].ShouldBe(2);
        values["controller_runtime_reconcile_time_seconds{controller=w}"].ShouldBe(2);
        values["workqueue_unfinished_work_seconds{name=w,controller=w}"].ShouldBe(0);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Work_Failed_CountsAsPanicWhenTheProgramIsWrong(bool bug, int expected)
    {
        _harness.OnReconcile = (_, _, _) => throw (bug ? new ArgumentNullException(nameof(bug)) : new IOException("down"));
        _harness.Cluster.Put(AWidget("a"));
        await _harness.StartAsync();

        await Eventually.TrueAsync(() => _collected.Collect()["controller_runtime_reconcile_errors_total{controller=w}"] == 1);
        _collected.Collect()["controller_runtime_reconcile_panics_total{controller=w}"].ShouldBe(expected);
    }

    public async ValueTask DisposeAsync()
    {
        await _harness.DisposeAsync();
        _collected.Dispose();
        _meter.Dispose();
    }

    private static async ValueTask<ReconcileResult> Hang(Widget widget, ReconcileContext context, CancellationToken ct)
    {
        await Task.Delay(Timeout.Infinite, ct);
        return ReconcileResult.Done;
    }
}

using System.Diagnostics.Metrics;
using System.Net;
using Gko.Kubernetes.Controllers;
using Gko.Testing;
using Microsoft.Extensions.Logging;
using static Gko.Kubernetes.Tests.Controllers.Widgets;

namespace Gko.Kubernetes.Tests.Controllers;

/// <summary>What logs and metrics say of attempts.</summary>
public sealed class ControllerReportTests : IAsyncDisposable
{
    private readonly ControllerHarness _harness = new();
    private readonly Meter _meter = new("test");
    private readonly MetricCollection _collected;

    public ControllerReportTests()
    {
        _collected = new MetricCollection(_meter);
        _harness.Options = _harness.Options with { Metrics = new ControllerMetrics(_meter) };
        _harness.Cluster.Put(AWidget("a"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Scope_EveryLineOfAnAttempt_NamesObjectAndAttempt(bool deletion)
    {
        _harness.HasFinalizer = true;
        _harness.OnReconcile = _harness.OnFinalize = async (_, context, _) =>
        {
            await Task.Yield();
            _harness.Logger.LogInformation("inside {Id}", context.ReconcileId);
            throw new InvalidOperationException("down");
        };
        _harness.Cluster.Put(deletion
            ? AWidget("a").WithFinalizers(ControllerHarness.FinalizerName).BeingDeleted()
            : AWidget("a").WithFinalizers(ControllerHarness.FinalizerName));
        await _harness.StartAsync();
        await Eventually.TrueAsync(() => _harness.Logger.Count(LogLevel.Error) > 0);

        var inside = _harness.Logger.Scoped.Single(entry => entry.Message.StartsWith("inside", StringComparison.Ordinal));
        inside.Scope.ShouldBe($"controller=widget kind=Widget namespace=default name=a reconcileID={inside.Message["inside ".Length..]}");
        _harness.Logger.Scoped.Single(entry => entry.Message.Contains("failed")).Scope.ShouldBe(inside.Scope);
        _harness.Logger.Scoped.Single(entry => entry.Message.Contains("started with")).Scope.ShouldBeEmpty();
    }

    [Fact]
    public async Task Metrics_Bug_CountsAsPanicAndError()
    {
        _harness.OnReconcile = (_, _, _) => throw new InvalidOperationException("bug");

        await CountedAsync("controller_runtime_reconcile_panics_total{controller=widget}");

        Value("controller_runtime_reconcile_errors_total{controller=widget}").ShouldBe(1);
    }

    [Fact]
    public async Task Metrics_SystemThatFails_CountsAsErrorOnly()
    {
        _harness.OnReconcile = (_, _, _) => throw ApiErrors.Of(HttpStatusCode.InternalServerError);

        await CountedAsync("controller_runtime_reconcile_errors_total{controller=widget}");

        Value("controller_runtime_reconcile_panics_total{controller=widget}").ShouldBe(0);
    }

    [Fact]
    public async Task Metrics_TerminalError_IsCountedAndNotRetried()
    {
        _harness.OnReconcile = (_, _, _) => throw new TerminalException("never");

        await CountedAsync("controller_runtime_terminal_reconcile_errors_total{controller=widget}");

        Value("workqueue_retries_total{name=widget,controller=widget}").ShouldBe(0);
    }

    [Fact]
    public async Task Metrics_Timeout_IsCountedAndRetried()
    {
        _harness.OnReconcile = async (_, _, ct) =>
        {
            await Task.Delay(Timeout.Infinite, ct);
            return ReconcileResult.Done;
        };
        await _harness.StartAsync();
        await _harness.PauseAsync(TimeSpan.FromMinutes(2));

        await Eventually.TrueAsync(() => Value("controller_runtime_reconcile_timeouts_total{controller=widget}") == 1);

        Value("workqueue_retries_total{name=widget,controller=widget}").ShouldBe(1);
    }

    public async ValueTask DisposeAsync()
    {
        await _harness.DisposeAsync();
        _collected.Dispose();
        _meter.Dispose();
    }

    private async Task CountedAsync(string metric)
    {
        await _harness.StartAsync();
        await Eventually.TrueAsync(() => Value(metric) == 1);
    }

    private double Value(string metric) => _collected.Collect().GetValueOrDefault(metric);
}

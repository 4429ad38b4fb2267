using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.LeaderElection;
using Gko.Testing;
using Microsoft.Extensions.Logging;
using static Gko.Kubernetes.Tests.Controllers.Widgets;

namespace Gko.Kubernetes.Tests.Controllers;

/// <summary>What becomes of work under way when the controller stops or must not act any more.</summary>
public sealed class ControllerStopTests : IAsyncDisposable
{
    private readonly ControllerHarness _harness = new();

    private InMemoryCluster Cluster => _harness.Cluster;

    [Fact]
    public async Task Stop_AttemptUnderWay_MayFinish()
    {
        var finish = new TaskCompletionSource();
        var cancelled = false;
        _harness.OnReconcile = async (_, _, ct) =>
        {
            await finish.Task;
            cancelled = ct.IsCancellationRequested;
            return ReconcileResult.Done;
        };
        Cluster.Put(AWidget("a"));
        await _harness.StartAsync();
        await Eventually.TrueAsync(() => _harness.Calls.Count == 1);

        await _harness.CancelAsync();
        _harness.Running.IsCompleted.ShouldBeFalse();
        finish.SetResult();

        await _harness.Running.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        cancelled.ShouldBeFalse();
    }

    [Fact]
    public async Task Stop_AttemptHangs_IsCancelledAfterTheDrainTime()
    {
        _harness.OnReconcile = Hang;
        Cluster.Put(AWidget("a"));
        await _harness.StartAsync();
        await Eventually.TrueAsync(() => _harness.Calls.Count == 1);

        await _harness.CancelAsync();
        _harness.Time.Advance(TimeSpan.FromSeconds(19.9));
        _harness.Running.IsCompleted.ShouldBeFalse();
        _harness.Time.Advance(TimeSpan.FromSeconds(0.1));

        await _harness.Running.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        _harness.Logger.Count(LogLevel.Warning).ShouldBe(0);
    }

    [Fact]
    public async Task Abort_LeadershipLost_CancelsAtOnce()
    {
        _harness.OnReconcile = Hang;
        Cluster.Put(AWidget("a"));
        await _harness.StartAsync();
        await Eventually.TrueAsync(() => _harness.Calls.Count == 1);

        await _harness.CancelAsync();
        await _harness.AbortAsync();

        await _harness.Running.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Abort_FenceClosed_EndsTheAttemptQuietly()
    {
        Cluster.Put(AWidget("a"));
        _harness.OnReconcile = (_, _, _) => throw new LeadershipLostException("lost");
        await _harness.StartAsync();
        await Eventually.TrueAsync(() => _harness.Calls.Count == 1);

        await _harness.CancelAsync();
        await _harness.Running.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        _harness.Logger.Count(LogLevel.Warning).ShouldBe(0);
    }

    [Fact]
    public async Task Stop_WorkWaiting_TakesNoMore()
    {
        var finish = new TaskCompletionSource();
        _harness.Options = _harness.Options with { Workers = 1 };
        _harness.OnReconcile = async (_, _, _) =>
        {
            await finish.Task;
            return ReconcileResult.Done;
        };
        Cluster.Put(AWidget("a"));
        Cluster.Put(AWidget("b"));
        await _harness.StartAsync();
        await Eventually.TrueAsync(() => _harness.Calls.Count == 1);

        await _harness.CancelAsync();
        finish.SetResult();

        await _harness.Running.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        _harness.Calls.Count.ShouldBe(1);
    }

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    private static async ValueTask<ReconcileResult> Hang(Widget widget, ReconcileContext context, CancellationToken ct)
    {
        await Task.Delay(Timeout.Infinite, ct);
        return ReconcileResult.Done;
    }
}

using System.Collections.Concurrent;
using Gko.Kubernetes.Controllers;
using Gko.Testing;
using Microsoft.Extensions.Logging;
using static Gko.Kubernetes.Tests.Controllers.Widgets;

namespace Gko.Kubernetes.Tests.Controllers;

/// <summary>What follows each way in which an attempt fails.</summary>
public sealed class ControllerFailureTests : IAsyncDisposable
{
    private readonly ControllerHarness _harness = new();

    private InMemoryCluster Cluster => _harness.Cluster;

    [Fact]
    public async Task Failure_Lasting_IsRetriedForEverWithGrowingWaits()
    {
        _harness.OnReconcile = (_, _, _) => throw new InvalidOperationException("down");
        Cluster.Put(AWidget("a"));
        await _harness.StartAsync();

        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 32, 60, 60, 60 })
        {
            await _harness.PauseAsync(TimeSpan.FromSeconds(seconds));
        }

        await Eventually.TrueAsync(() => _harness.Calls.Count == 10);
    }

    [Fact]
    public async Task Failure_Lasting_IsLoggedAtPowersOfTwoAndRecoveryOnce()
    {
        var failing = true;
        _harness.OnReconcile = (_, _, _) =>
            failing ? throw new InvalidOperationException("down") : ValueTask.FromResult(ReconcileResult.Done);
        Cluster.Put(AWidget("a"));
        await _harness.StartAsync();
        foreach (var seconds in new[] { 1, 2, 4, 8 })
        {
            await _harness.PauseAsync(TimeSpan.FromSeconds(seconds));
        }

        await _harness.Time.WaitForTimerAsync(left => left == TimeSpan.FromSeconds(16));
        failing = false;
        _harness.Time.Advance(TimeSpan.FromSeconds(16));

        await Eventually.TrueAsync(() => _harness.Logger.Entries.Any(entry => entry.Message.Contains("fine again after 5 failures")));
        _harness.Logger.Count(LogLevel.Error).ShouldBe(3);
    }

    [Fact]
    public async Task Failure_ThenContext_CountsFailures()
    {
        var seen = new ConcurrentQueue<int>();
        _harness.OnReconcile = (_, context, _) =>
        {
            seen.Enqueue(context.Failures);
            return ValueTask.FromResult(seen.Count < 3 ? ReconcileResult.Retry("not yet") : ReconcileResult.Done);
        };
        Cluster.Put(AWidget("a"));
        await _harness.StartAsync();
        await _harness.PauseAsync(TimeSpan.FromSeconds(1));
        await _harness.PauseAsync(TimeSpan.FromSeconds(2));

        await Eventually.TrueAsync(() => seen.Count == 3);
        seen.ShouldBe([0, 1, 2]);
        _harness.Logger.Count(LogLevel.Error).ShouldBe(0);
    }

    [Fact]
    public async Task TerminalException_Thrown_IsNotRetriedUntilTheNextChange()
    {
        _harness.OnReconcile = (_, _, _) => throw new TerminalException("never");
        Cluster.Put(AWidget("a"));
        await _harness.StartAsync();
        await Eventually.TrueAsync(() => _harness.Logger.Count(LogLevel.Error) == 1);

        _harness.Time.Advance(TimeSpan.FromDays(1));
        Cluster.Put(AWidget("a").WithSecret("s"));

        await _harness.CallsAsync("reconcile a@101", "reconcile a@102");
    }

    [Fact]
    public async Task Conflict_Answered_IsRetriedWithinMillisecondsAndQuietly()
    {
        var calls = 0;
        _harness.OnReconcile = (_, _, _) => ++calls == 1 ? throw ApiErrors.Conflict() : ValueTask.FromResult(ReconcileResult.Done);
        Cluster.Put(AWidget("a"));
        await _harness.StartAsync();

        var left = await _harness.Time.WaitForTimerAsync(left => left < TimeSpan.FromMilliseconds(100));
        _harness.Time.Advance(left);

        await Eventually.TrueAsync(() => _harness.Calls.Count == 2);
        _harness.Logger.Count(LogLevel.Warning).ShouldBe(0);
    }

    [Fact]
    public async Task Throttled_Answered_IsRetriedWhenAsked()
    {
        var calls = 0;
        _harness.OnReconcile = (_, _, _) => ++calls == 1
            ? throw ApiErrors.Of(System.Net.HttpStatusCode.TooManyRequests, retryAfter: TimeSpan.FromSeconds(17))
            : ValueTask.FromResult(ReconcileResult.Done);
        Cluster.Put(AWidget("a"));
        await _harness.StartAsync();

        await _harness.PauseAsync(TimeSpan.FromSeconds(17));

        await Eventually.TrueAsync(() => _harness.Calls.Count == 2);
    }

    [Fact]
    public async Task Timeout_ReconcilerHangs_IsCancelledAndRetried()
    {
        var calls = 0;
        _harness.OnReconcile = async (_, _, ct) =>
        {
            if (++calls == 1)
            {
                await Task.Delay(Timeout.Infinite, ct);
            }

            return ReconcileResult.Done;
        };
        Cluster.Put(AWidget("a"));
        await _harness.StartAsync();
        await _harness.PauseAsync(TimeSpan.FromMinutes(2));
        await _harness.PauseAsync(TimeSpan.FromSeconds(1));

        await Eventually.TrueAsync(() => _harness.Calls.Count == 2);
        _harness.Logger.Count(LogLevel.Error).ShouldBe(1);
    }

    public ValueTask DisposeAsync() => _harness.DisposeAsync();
}

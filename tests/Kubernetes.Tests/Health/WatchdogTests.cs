using Gko.Kubernetes.Health;
using Gko.Testing;

namespace Gko.Kubernetes.Tests.Health;

public sealed class WatchdogTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Run_TimePasses_IsHealthyAndTicks()
    {
        using var stop = new CancellationTokenSource();
        var ticks = 0;
        var watchdog = new Watchdog(_time, () => Interlocked.Increment(ref ticks));
        var running = watchdog.RunAsync(stop.Token);

        for (var i = 1; i <= 20; i++)
        {
            var seen = i;
            await Eventually.TrueAsync(() => Volatile.Read(ref ticks) == seen);
            await _time.WaitForTimerAsync();
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        watchdog.Problem.ShouldBeNull();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running);
    }

    [Fact]
    public void NoTick_ForHalfAMinute_IsAProblem()
    {
        var watchdog = new Watchdog(_time, () => { });

        _time.Advance(TimeSpan.FromSeconds(30));
        watchdog.Problem.ShouldBeNull();
        _time.Advance(TimeSpan.FromSeconds(1));

        watchdog.Problem.ShouldBe("background work has not had its turn for 31 s");
    }
}

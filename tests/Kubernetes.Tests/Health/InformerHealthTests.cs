using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Health;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Tests.Controllers;
using Gko.Testing;

namespace Gko.Kubernetes.Tests.Health;

public sealed class InformerHealthTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedInformer _informer = new();
    private readonly InformerHealth _health;

    public InformerHealthTests() => _health = new InformerHealth(_informer, _time);

    [Fact]
    public void NotSynced_IsUnreadyWithTheReason()
    {
        _informer.Synced = false;
        _health.Unready().ShouldBe("not in sync yet: no answer yet");

        _informer.LastError = new IOException("connection refused");
        _health.Unready().ShouldBe("not in sync yet: connection refused");
    }

    [Fact]
    public void WatchFails_ForAMoment_IsReady()
    {
        Fail();

        Pass(TimeSpan.FromMinutes(2));

        _health.Unready().ShouldBeNull();
    }

    [Fact]
    public void WatchFails_ForLong_IsUnreadyWithTheReason()
    {
        Fail();

        Pass(TimeSpan.FromMinutes(3));

        _health.Unready().ShouldBe("changes have not been seen for 3 min: forbidden");
        _health.Dead().ShouldBeNull("a restart would not help");
    }

    [Fact]
    public void WatchFails_WithRecoveriesInBetween_IsReady()
    {
        for (var i = 0; i < 5; i++)
        {
            Fail();
            Pass(TimeSpan.FromMinutes(1));
            _informer.LastError = null;
            Pass(TimeSpan.FromSeconds(5));
        }

        Fail();
        _health.Unready().ShouldBeNull();
    }

    [Fact]
    public void NothingMoves_ForLongerThanAnyWatchLasts_IsDead()
    {
        Pass(TimeSpan.FromMinutes(30));
        _health.Dead().ShouldBeNull();
        Pass(TimeSpan.FromMinutes(1));

        _health.Dead().ShouldBe("widgets.demo.io has neither been read nor tried to be read for 31 min");
    }

    [Fact]
    public void WatchesAreRenewed_ForDays_IsAlive()
    {
        for (var i = 0; i < 500; i++)
        {
            _informer.Statistics = _informer.Statistics with { Watches = _informer.Statistics.Watches + 1 };
            Pass(TimeSpan.FromMinutes(10));
        }

        _health.Dead().ShouldBeNull();
        _health.Unready().ShouldBeNull();
    }

    private void Fail()
    {
        _informer.LastError = new IOException("forbidden");
        _informer.Statistics = _informer.Statistics with { Failures = _informer.Statistics.Failures + 1 };
        _health.Observe();
    }

    private void Pass(TimeSpan span)
    {
        _time.Advance(span);
        _health.Observe();
    }

    private sealed class ScriptedInformer : IInformer
    {
        public ResourceType Resource => Widget.Type;

        public bool Synced { get; set; } = true;

        public Exception? LastError { get; set; }

        public InformerStatistics Statistics { get; set; }

        public Task WaitForSyncAsync(CancellationToken ct) => Task.CompletedTask;

        public Task RunAsync(CancellationToken ct) => Task.CompletedTask;
    }
}

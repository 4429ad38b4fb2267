using Gko.Testing;
using Gko.Testing.Chaos;

namespace Gko.EndToEnd.Chaos;

/// <summary>Connections and answers go wrong while objects change; the API server itself is well.</summary>
public abstract class StreamFaultTests(ChaosCluster cluster)
{
    // Timers of the runtime may fire a little early.
    private static readonly TimeSpan AlmostASecond = TimeSpan.FromSeconds(0.95);

    [Fact]
    public async Task Follow_ConnectionsReset_CatchesUp()
    {
        await using var run = await ChaosRun.StartAsync(cluster, "reset");
        for (var round = 0; round < 3; round++)
        {
            run.Tcp.Reset();
            await run.FollowsAsync();
        }

        await run.ShouldConvergeAsync(maxRequests: 12);
    }

    [Fact]
    public async Task Follow_ConnectionDiesWithoutAWord_CatchesUpOnANewOne()
    {
        await using var run = await ChaosRun.StartAsync(cluster, "half-open");

        run.Tcp.Freeze();
        await run.WritesGoOnAsync();
        await run.RequestedAsync(1);

        await run.ShouldConvergeAsync(maxRequests: 4);
    }

    [Fact]
    public async Task Follow_SlowNetwork_NeitherListsNorWatchesAgain()
    {
        await using var run = await ChaosRun.StartAsync(cluster, "slow");

        run.Tcp.Delay = TimeSpan.FromMilliseconds(200);
        await run.WritesGoOnAsync();

        await run.ShouldConvergeAsync(maxRequests: 0);
    }

    [Fact]
    public async Task Follow_ServerRefusesConnectionsForAWhile_CatchesUp()
    {
        await using var run = await ChaosRun.StartAsync(cluster, "refused");

        await run.Tcp.RefuseAsync();
        await run.WritesGoOnAsync();
        run.Tcp.Resume();

        await run.FollowsAsync();
        await run.ShouldConvergeAsync(maxRequests: 4);
    }

    [Fact]
    public async Task Follow_EventsBreakOffInTheMiddle_CatchesUp()
    {
        await using var run = await ChaosRun.StartAsync(cluster, "truncated");

        run.Http.EventsToTruncate = 3;
        await Eventually.TrueAsync(() => run.Http.EventsToTruncate == 0);

        await run.FollowsAsync();
        await run.ShouldConvergeAsync(maxRequests: 8);
    }

    [Fact]
    public async Task Follow_BookmarksGetLost_CatchesUpAfterAReset()
    {
        await using var run = await ChaosRun.StartAsync(cluster, "no-bookmarks");

        run.Http.DropBookmarks = true;
        await run.WritesGoOnAsync();
        run.Tcp.Reset();
        await run.FollowsAsync();

        await run.ShouldConvergeAsync(maxRequests: 4);
    }

    [Fact]
    public async Task Follow_WatchesExpireWithinTheStream_ListsAgain()
    {
        await using var run = await ChaosRun.StartAsync(cluster, "expired-event");
        for (var round = 0; round < 2; round++)
        {
            run.Http.FailWatches(ProxyRefusal.Expired);
            await run.FollowsAsync();
        }

        await run.ShouldConvergeAsync(maxRequests: 8);
    }

    [Fact]
    public async Task Follow_EveryVersionIsCalledExpired_ListsWithGrowingPauses()
    {
        await using var run = await ChaosRun.StartAsync(cluster, "expired-storm");
        var refused = 0;
        run.Http.Refuse(request => request.IsWatch && Interlocked.Increment(ref refused) <= 3 ? ProxyRefusal.Expired : null);

        run.Http.FailWatches(ProxyRefusal.Expired);
        await run.FollowsAsync();

        await run.ShouldConvergeAsync(maxRequests: 9);
    }

    [Fact]
    public async Task Follow_ServerAsksToWait_IsLeftAloneForThatLong()
    {
        await using var run = await ChaosRun.StartAsync(cluster, "throttled");
        var refused = 0;
        run.Http.Refuse(_ => Interlocked.Increment(ref refused) <= 2 ? ProxyRefusal.Throttled(1) : null);

        run.Tcp.Reset();
        await run.FollowsAsync();

        var sent = run.Http.Requests.SkipLast(run.Requests - 3).TakeLast(3).Select(request => request.At).ToList();
        TimeProvider.System.GetElapsedTime(sent[0], sent[1]).ShouldBeGreaterThan(AlmostASecond);
        TimeProvider.System.GetElapsedTime(sent[1], sent[2]).ShouldBeGreaterThan(AlmostASecond);
        await run.ShouldConvergeAsync(maxRequests: 5);
    }
}

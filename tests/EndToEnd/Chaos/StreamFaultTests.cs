using System.Net;
using Gko.EndToEnd.Clusters;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Testing;
using Gko.Testing.Chaos;
using Microsoft.Extensions.Logging;

namespace Gko.EndToEnd.Chaos;

/// <summary>
/// Connections and answers go wrong while objects change; the API server itself is well. A break may cost three requests: a
/// probe, a list when the object that it asks for is gone, and a watch.
/// </summary>
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
        await using var run = await ChaosRun.StartAsync(cluster, "half-open", ChaosRun.Impatient);

        run.Tcp.Freeze();
        await run.WritesGoOnAsync();
        await run.RequestedAsync(1);

        await run.ShouldConvergeAsync(maxRequests: 4);
    }

    [Fact]
    public async Task Follow_ConnectionOfTheServerItselfDies_CatchesUpOnANewOne()
    {
        cluster.RequireOrSkip();
        await using var tcp = new TcpProxy(IPEndPoint.Parse(cluster.Connection.Server.Authority));
        var connection = cluster.Connection with { Server = new Uri($"https://127.0.0.1:{tcp.Port}"), KeepAlive = ChaosRun.Impatient };
        using var client = new KubeClient(connection, TimeProvider.System, Logs.Errors.CreateLogger<KubeClient>());
        var informer = new Informer<ConfigMapMetadata>(
            client, new InformerOptions { Namespaces = ["default"] }, TimeProvider.System, Logs.Errors.CreateLogger<StreamFaultTests>());
        using var stop = new CancellationTokenSource();
        var running = informer.RunAsync(stop.Token);
        await informer.WaitForSyncAsync(TestContext.Current.CancellationToken);

        tcp.Freeze();
        await cluster.Direct.CreateAsync(new ConfigMap { Metadata = new ObjectMeta { Namespace = "default", Name = "unseen" } });

        await Eventually.TrueAsync(() => informer.Get(new ObjectKey("default", "unseen")) is not null);
        await stop.CancelAsync();
        await running;
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
        await run.ShouldConvergeAsync(maxRequests: 9);
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

namespace Gko.EndToEnd.Chaos;

/// <summary>The API server is killed and comes back, with what it held or without.</summary>
public abstract class ServerRestartTests(ChaosCluster cluster)
{
    [Fact]
    public async Task Follow_ServerRestartsWithItsState_CatchesUp()
    {
        await using var run = await ChaosRun.StartAsync(cluster, "restart");

        await cluster.KillAsync();
        await cluster.StartAgainAsync(keepState: true);
        await run.WritesGoOnAsync();

        await run.ShouldConvergeAsync(maxRequests: 20);
    }

    [Fact]
    public async Task Follow_ServerRestartsEmpty_ForgetsWhatIsGone()
    {
        await using var run = await ChaosRun.StartAsync(cluster, "wiped");

        await cluster.KillAsync();
        await cluster.StartAgainAsync(keepState: false);
        await run.StartOverAsync();
        await run.WritesGoOnAsync();

        await run.ShouldConvergeAsync(maxRequests: 20);
    }
}

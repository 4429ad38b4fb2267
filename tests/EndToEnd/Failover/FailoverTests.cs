using System.Globalization;
using System.Net;
using System.Text;
using Gko.Contracts.Wire;
using Gko.EndToEnd.Clusters;
using Gko.Testing;

namespace Gko.EndToEnd.Failover;

/// <summary>Two processes, one of which leads, until something happens to it in the middle of its work.</summary>
public abstract class FailoverTests(ClusterFixture cluster)
{
    private const int Many = 40;

    /// <summary>Leadership changes hands faster than by default, but by the same rules.</summary>
    private static readonly (string, string)[] Quick =
        [("LEADER_ELECTION_LEASE_SECONDS", "6"), ("LEADER_ELECTION_RENEW_SECONDS", "4"), ("LEADER_ELECTION_RETRY_SECONDS", "1")];

    [Fact]
    public async Task Leader_Killed_TheOtherFinishesTheWorkSoonAfterTheLease()
    {
        using var slow = await PrepareAsync("killed");
        var (leader, follower) = await Replica.StartPairAsync(cluster, "killed");
        await using var first = leader;
        await using var second = follower;
        var journal = await WorkAsync("killed");

        await leader.Process.SignalAsync("KILL");
        var renewed = await LeaseAsync("killed", "renewTime");
        (await follower.ReviewAsync()).ShouldBe(HttpStatusCode.OK, "the webhooks do not depend on leadership");
        (await follower.ProbeAsync("/readyz")).ShouldBe(HttpStatusCode.OK);
        (await follower.LeadsAsync()).ShouldBe(1);

        // A lease takes 15 seconds, and the last renewal is seen up to one retry period late. Whoever waits for two takes 30.
        (await LeaseAsync("killed", "acquireTime") - renewed).ShouldBeInRange(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(28));
        await AllReadyAsync("killed");
        journal.ShouldBeOrderly();
    }

    [Fact]
    public async Task Leader_FrozenForLongerThanItsLease_SendsNothingMoreAndEnds()
    {
        using var slow = await PrepareAsync("frozen");
        var (leader, follower) = await Replica.StartPairAsync(cluster, "frozen", Quick);
        await using var first = leader;
        await using var second = follower;
        var journal = await WorkAsync("frozen");

        await leader.Process.SignalAsync("STOP");
        await follower.LeadsAsync();
        await AllReadyAsync("frozen");
        var calls = cluster.Management.Journal.Count;
        var versions = await VersionsAsync("frozen");
        await leader.Process.SignalAsync("CONT");

        (await leader.Process.WaitForExitAsync(TimeSpan.FromSeconds(60))).ShouldBe(1, leader.Process.Output);
        cluster.Management.Journal.Since(calls).ShouldBeEmpty();
        (await VersionsAsync("frozen")).ShouldBe(versions);
        journal.ShouldBeOrderly();
    }

    [Fact]
    public async Task Leader_Terminated_HandsOverAtOnceWhileItsWebhooksAnswer()
    {
        using var slow = await PrepareAsync("terminated");
        var (leader, follower) = await Replica.StartPairAsync(cluster, "terminated");
        await using var first = leader;
        await using var second = follower;
        var journal = await WorkAsync("terminated");

        await leader.Process.SignalAsync("TERM");
        var terminated = TimeProvider.System.GetTimestamp();
        await follower.LeadsAsync();

        // One retry period with its spread and the calls that were under way take 5 seconds; a lease that runs out takes 15.
        TimeProvider.System.GetElapsedTime(terminated).ShouldBeLessThan(TimeSpan.FromSeconds(12));
        (await leader.ReviewAsync()).ShouldBe(HttpStatusCode.OK);
        (await leader.ProbeAsync("/readyz")).ShouldBe(HttpStatusCode.InternalServerError);
        (await leader.Process.WaitForExitAsync(TimeSpan.FromSeconds(60))).ShouldBe(0, leader.Process.Output);
        await AllReadyAsync("terminated");
        journal.ShouldBeOrderly();
    }

    [Fact]
    public async Task ApiServer_OutOfReachForLongerThanTheLease_LeaderEndsAndTheOtherWaits()
    {
        using var slow = await PrepareAsync("cut");
        var (leader, follower) = await Replica.StartPairAsync(cluster, "cut", Quick);
        await using var first = leader;
        await using var second = follower;
        var journal = await WorkAsync("cut");

        await Task.WhenAll(leader.Line.RefuseAsync(), follower.Line.RefuseAsync());

        (await leader.Process.WaitForExitAsync(TimeSpan.FromSeconds(60))).ShouldBe(1, leader.Process.Output);
        (await follower.ProbeAsync("/healthz")).ShouldBe(HttpStatusCode.OK, "a restart would not help");
        (await follower.ReviewAsync()).ShouldBe(HttpStatusCode.OK);
        follower.Process.Output.ShouldNotContain(", term ");
        follower.Line.Resume();
        (await follower.LeadsAsync()).ShouldBe(1);
        await AllReadyAsync("cut");
        journal.ShouldBeOrderly();
    }

    private async Task<IDisposable> PrepareAsync(string @namespace)
    {
        cluster.RequireOrSkip();
        await cluster.StopOperatorAsync();
        await cluster.NewNamespaceAsync(@namespace, withContext: false);
        (await cluster.Kubectl.ApplyAsync(Manifests.EmptyWebhookConfigurations)).OrThrow();
        return ImportJournal.SlowDown(cluster.Management);
    }

    /// <summary>Applies many APIs and returns in the middle of their sync.</summary>
    private async Task<ImportJournal> WorkAsync(string @namespace)
    {
        var journal = new ImportJournal(cluster.Management);
        var manifest = new StringBuilder(Manifests.Context("apim", @namespace, cluster.Management.Url.ToString()));
        for (var index = 0; index < Many; index++)
        {
            manifest.Append("---\n").Append(Manifests.Api($"{@namespace}-{index}", @namespace));
        }

        (await cluster.Kubectl.ApplyAsync(manifest.ToString())).OrThrow();
        await Eventually.TrueAsync(() => journal.Entries.Count >= Many / 5, TimeSpan.FromSeconds(60));
        journal.Entries.Count.ShouldBeLessThan(Many, "the leader was done before anything could happen to it");
        return journal;
    }

    private async Task<DateTimeOffset> LeaseAsync(string @namespace, string time) => DateTimeOffset.Parse(
        await cluster.Kubectl.ReadAsync(@namespace, "lease", LeaseNames.LeaderElection, $"{{.spec.{time}}}"), CultureInfo.InvariantCulture);

    private Task<string> AllReadyAsync(string @namespace) => cluster.Kubectl.RunAsync(
        "-n", @namespace, "wait", "--for=condition=Ready", "apidefinition", "--all", "--timeout=90s");

    private Task<string> VersionsAsync(string @namespace) => cluster.Kubectl.RunAsync(
        "-n", @namespace, "get", "apidefinitions,managementcontexts", "-o", "jsonpath={range .items[*]}{.metadata.name}={.metadata.resourceVersion} {end}");
}

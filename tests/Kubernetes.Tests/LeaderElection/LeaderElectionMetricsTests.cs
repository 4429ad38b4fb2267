using System.Diagnostics.Metrics;
using Gko.Kubernetes.LeaderElection;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Kubernetes.Tests.Controllers;
using Gko.Testing;

namespace Gko.Kubernetes.Tests.LeaderElection;

public sealed class LeaderElectionMetricsTests : IDisposable
{
    private readonly Meter _meter = new("test");
    private readonly MetricCollection _collected;
    private readonly LeaderElectionMetrics _metrics;
    private readonly InMemoryCluster _cluster = new();
    private readonly FakeTimeProvider _time = new();

    public LeaderElectionMetricsTests()
    {
        _collected = new MetricCollection(_meter);
        _metrics = new LeaderElectionMetrics(_meter);
    }

    public void Dispose()
    {
        _collected.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Status_NoElection_IsAbsent()
    {
        _metrics.Leads.ShouldBeFalse();
        _collected.Collect().ShouldBeEmpty();
    }

    [Fact]
    public async Task Status_Candidate_IsOneWhileItLeads()
    {
        await using var one = Candidate();
        _collected.Collect()["leader_election_master_status{name=leader}"].ShouldBe(0);

        one.Start();
        await one.LeadingAsync();

        _collected.Collect()["leader_election_master_status{name=leader}"].ShouldBe(1);
        _metrics.Leads.ShouldBeTrue();
    }

    [Fact]
    public async Task SlowPath_LeaseTouchedByOthers_IsCounted()
    {
        await using var one = Candidate();
        one.Start();
        await one.LeadingAsync();
        _collected.Collect()["leader_election_slowpath_total{name=leader}"].ShouldBe(0);
        var lease = (await _cluster.FindAsync<Lease>(new ObjectKey("system", "leader"), TestContext.Current.CancellationToken))!;
        await _cluster.ReplaceAsync(lease, null, TestContext.Current.CancellationToken);

        await Eventually.TrueAsync(() => _time.NextTimer is not null);
        _time.Advance(TimeSpan.FromSeconds(3));

        await Eventually.TrueAsync(() => _collected.Collect()["leader_election_slowpath_total{name=leader}"] == 1);
    }

    private Candidate Candidate()
    {
        var options = new LeaderElectionOptions { Namespace = "system", Name = "leader", Identity = "one" };
        var candidate = new Candidate(_cluster, options, _time);
        _metrics.Observe("leader", candidate.Elector);
        return candidate;
    }
}

using System.Diagnostics.Metrics;

namespace Gko.Kubernetes.LeaderElection;

/// <summary>Publishes who leads, under the names that client-go uses.</summary>
public sealed class LeaderElectionMetrics
{
    private volatile Source? _source;

    /// <param name="meter">Owns the instruments.</param>
    public LeaderElectionMetrics(Meter meter)
    {
        meter.CreateObservableGauge(
            "leader_election_master_status", () => Measure(elector => elector.IsLeader ? 1 : 0), description: "1 while this process leads.");
        meter.CreateObservableCounter(
            "leader_election_slowpath_total", () => Measure(elector => elector.SlowPaths),
            description: "Renewals for which the lease had to be read again, because it was not as last seen.");
    }

    /// <summary>Whether the elector shown leads.</summary>
    public bool Leads => _source?.Elector.IsLeader == true;

    /// <summary>Shows an elector from now on; there is one per process.</summary>
    public void Observe(string lease, LeaderElector elector) => _source = new Source(lease, elector);

    private IEnumerable<Measurement<long>> Measure(Func<LeaderElector, long> value) => _source is { } source
        ? [new Measurement<long>(value(source.Elector), new KeyValuePair<string, object?>("name", source.Lease))]
        : [];

    private sealed record Source(string Lease, LeaderElector Elector);
}

namespace Gko.Kubernetes.LeaderElection;

/// <summary>Which lease decides, and how fast. The defaults are those of the Kubernetes components.</summary>
public sealed record LeaderElectionOptions
{
    /// <summary>Where the lease lies.</summary>
    public required string Namespace { get; init; }

    /// <summary>The name of the lease, the same for all candidates.</summary>
    public required string Name { get; init; }

    /// <summary>Unique per process: two processes with the same identity would both lead.</summary>
    public string Identity { get; init; } = $"{Environment.MachineName}_{Guid.NewGuid():N}";

    /// <summary>How long others wait after the last renewal before they take over.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the leader goes on without a successful renewal. The rest of the lease is its time to stop working.</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The wait between attempts to get or renew the lease.</summary>
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);

    /// <exception cref="ArgumentException">The durations contradict each other.</exception>
    internal void Validate()
    {
        if (RetryPeriod <= TimeSpan.Zero || RenewDeadline <= RetryPeriod || LeaseDuration <= RenewDeadline)
        {
            throw new ArgumentException("It must hold that 0 < RetryPeriod < RenewDeadline < LeaseDuration.");
        }

        if (LeaseDuration < TimeSpan.FromSeconds(1) || LeaseDuration.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            throw new ArgumentException("LeaseDuration must be whole seconds.");
        }

        if (string.IsNullOrEmpty(Identity))
        {
            throw new ArgumentException("Identity must not be empty.");
        }
    }
}

namespace Gko.Operator.Configuration;

/// <summary>How fast leadership changes hands. The defaults are those of the Kubernetes components.</summary>
public sealed record LeaseOptions
{
    /// <summary>How long others wait for a leader that is silent (<c>LEADER_ELECTION_LEASE_SECONDS</c>).</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the leader goes on without a successful renewal (<c>LEADER_ELECTION_RENEW_SECONDS</c>).</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The wait between attempts to get or renew the lease (<c>LEADER_ELECTION_RETRY_SECONDS</c>).</summary>
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);

    internal static LeaseOptions From(EnvironmentReader reader)
    {
        var defaults = new LeaseOptions();
        var options = new LeaseOptions
        {
            Duration = Seconds(reader, "LEADER_ELECTION_LEASE_SECONDS", defaults.Duration),
            RenewDeadline = Seconds(reader, "LEADER_ELECTION_RENEW_SECONDS", defaults.RenewDeadline),
            RetryPeriod = Seconds(reader, "LEADER_ELECTION_RETRY_SECONDS", defaults.RetryPeriod),
        };
        if (options.RetryPeriod < options.RenewDeadline && options.RenewDeadline < options.Duration)
        {
            return options;
        }

        reader.Report(
            "The LEADER_ELECTION_…_SECONDS are ignored: RETRY must be less than RENEW, and RENEW less than LEASE; "
            + $"{defaults.RetryPeriod.TotalSeconds}, {defaults.RenewDeadline.TotalSeconds} and {defaults.Duration.TotalSeconds} are used.");
        return defaults;
    }

    private static TimeSpan Seconds(EnvironmentReader reader, string name, TimeSpan fallback) =>
        TimeSpan.FromSeconds(reader.Number(name, (int)fallback.TotalSeconds, minimum: 1, maximum: 3600));
}

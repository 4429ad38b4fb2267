namespace Gko.Operator.Configuration;

/// <summary>How fast the webhooks' certificate changes. What the stages are is told in docs/certificates.md.</summary>
public sealed record CertificateSchedule
{
    /// <summary>How often to look for another certificate.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often to look at the trusted certificates of the configurations, for those who may not watch them.</summary>
    public TimeSpan Check { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long after an authority was put into the configurations all API servers are taken to trust it.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an authority is announced before it signs, and trusted after another one took its place.</summary>
    public TimeSpan Overlap { get; init; } = TimeSpan.FromHours(1);
}

using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Certificates;

/// <summary>What a <see cref="SelfSignedAuthority"/> issues and where it keeps it.</summary>
public sealed record SelfSignedOptions
{
    /// <summary>DNS names and IP addresses that the server is called by; the first also is the common name.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>The Secret shared by all replicas; null keeps everything in memory.</summary>
    public ObjectKey? Secret { get; init; }

    /// <summary>Field manager and <c>app.kubernetes.io/managed-by</c> label of the Secret, and organisation of the certificates.</summary>
    public required string Owner { get; init; }

    /// <summary>How long an own authority is valid.</summary>
    public TimeSpan AuthorityLifetime { get; init; } = TimeSpan.FromDays(3650);

    /// <summary>How long a certificate of the own authority is valid.</summary>
    public TimeSpan CertificateLifetime { get; init; } = TimeSpan.FromDays(365);

    /// <summary>
    /// How long a new authority is only announced before it signs, so that callers learn to trust it first, and how long the old one
    /// is trusted after that.
    /// </summary>
    public TimeSpan Overlap { get; init; } = TimeSpan.FromHours(1);
}

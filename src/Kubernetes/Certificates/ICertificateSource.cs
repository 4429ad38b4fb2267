namespace Gko.Kubernetes.Certificates;

/// <summary>Where a <see cref="CertificateStore"/> gets its certificate from.</summary>
public interface ICertificateSource
{
    /// <summary>Names the place in logs, such as a path.</summary>
    string Description { get; }

    /// <summary>How often to look for a new certificate.</summary>
    TimeSpan PollInterval { get; }

    /// <summary>Reads the present certificate; any exception means that it cannot be had at the moment.</summary>
    Task<CertificatePair> ReadAsync(CancellationToken ct);
}

using Gko.Kubernetes.Certificates;

namespace Gko.Kubernetes.Tests.Certificates;

/// <summary>Gives the pair, or the failure, that a test set last.</summary>
internal sealed class ScriptedCertificateSource(CertificatePair? pair = null) : ICertificateSource
{
    public CertificatePair? Pair { get; set; } = pair;

    public Exception? Failure { get; set; }

    public int Reads { get; private set; }

    public string Description => "a script";

    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(10);

    public Task<CertificatePair> ReadAsync(CancellationToken ct)
    {
        Reads++;
        return Failure is null ? Task.FromResult(Pair!) : Task.FromException<CertificatePair>(Failure);
    }
}

namespace Gko.Kubernetes.Certificates;

/// <summary>
/// PEM files, usually a mounted Secret. They are read again and again instead of watched: the kubelet swaps a directory
/// link above them, which file notifications miss.
/// </summary>
public sealed class FileCertificateSource(string certificatePath, string keyPath) : ICertificateSource
{
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public string Description => certificatePath;

    /// <inheritdoc/>
    public TimeSpan PollInterval { get; init; } = DefaultInterval;

    /// <summary>The files <c>tls.crt</c> and <c>tls.key</c> of a folder.</summary>
    /// <param name="folder">May be filled later.</param>
    /// <param name="pollInterval">How often to read them; ten seconds when null.</param>
    public static FileCertificateSource InFolder(string folder, TimeSpan? pollInterval = null) =>
        new(Path.Combine(folder, "tls.crt"), Path.Combine(folder, "tls.key")) { PollInterval = pollInterval ?? DefaultInterval };

    /// <inheritdoc/>
    public async Task<CertificatePair> ReadAsync(CancellationToken ct)
    {
        // The folder may be swapped between two reads.
        var certificate = await File.ReadAllTextAsync(certificatePath, ct);
        while (true)
        {
            var key = await File.ReadAllTextAsync(keyPath, ct);
            var again = await File.ReadAllTextAsync(certificatePath, ct);
            if (again == certificate)
            {
                return new CertificatePair(certificate, key);
            }

            certificate = again;
        }
    }
}

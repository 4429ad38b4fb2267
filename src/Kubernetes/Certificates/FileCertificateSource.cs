namespace Gko.Kubernetes.Certificates;

/// <summary>
/// PEM files, usually a mounted Secret. They are read again and again instead of watched: the kubelet swaps a directory
/// link above them, which file notifications miss.
/// </summary>
public sealed class FileCertificateSource(string certificatePath, string keyPath) : ICertificateSource
{
    /// <inheritdoc/>
    public string Description => certificatePath;

    /// <inheritdoc/>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The files <c>tls.crt</c> and <c>tls.key</c> of a folder.</summary>
    public static FileCertificateSource InFolder(string folder) =>
        new(Path.Combine(folder, "tls.crt"), Path.Combine(folder, "tls.key"));

    /// <inheritdoc/>
    public async Task<CertificatePair> ReadAsync(CancellationToken ct) =>
        new(await File.ReadAllTextAsync(certificatePath, ct), await File.ReadAllTextAsync(keyPath, ct));
}

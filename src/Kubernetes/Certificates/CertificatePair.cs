namespace Gko.Kubernetes.Certificates;

/// <summary>A server certificate and its key, both PEM. A class, not a record, lest the key be printed.</summary>
/// <param name="certificate">The leaf first, then any intermediates.</param>
/// <param name="key">The unencrypted private key of the leaf.</param>
public sealed class CertificatePair(string certificate, string key)
{
    /// <summary>The certificate with its chain, as PEM.</summary>
    public string Certificate { get; } = certificate;

    /// <summary>The key of the first certificate, as PEM.</summary>
    public string Key { get; } = key;
}

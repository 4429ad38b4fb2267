namespace Gko.Kubernetes.Certificates;

/// <summary>Everything a self-signed webhook server owns, as PEM. A class, not a record, lest a key be printed.</summary>
/// <param name="authorities">The certificates to trust, newest first; several while one replaces another.</param>
/// <param name="authorityKey">The key of the newest authority; null when it was not kept, blank to ask for another authority.</param>
/// <param name="certificate">The server's certificate.</param>
/// <param name="key">The server's key.</param>
public sealed class CertificateBundle(string authorities, string? authorityKey, string certificate, string key)
{
    /// <summary>The certificates that callers are to trust, as PEM.</summary>
    public string Authorities { get; } = authorities;

    /// <summary>The key of the newest authority, as PEM; null when it was not kept, blank to ask for another authority.</summary>
    public string? AuthorityKey { get; } = authorityKey;

    /// <summary>The certificate to serve with, as PEM.</summary>
    public string Certificate { get; } = certificate;

    /// <summary>The key of <see cref="Certificate"/>, as PEM.</summary>
    public string Key { get; } = key;
}

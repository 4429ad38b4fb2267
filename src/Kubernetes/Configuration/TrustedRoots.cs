using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Configuration;

/// <summary>The authorities that may vouch for the API server: fixed, or from a file that may be replaced while we run.</summary>
public sealed class TrustedRoots
{
    private readonly X509Certificate2Collection? _fixed;
    private readonly Renewed<X509Certificate2Collection>? _file;

    /// <summary>Authorities that never change.</summary>
    public TrustedRoots(X509Certificate2Collection certificates) => _fixed = certificates;

    /// <exception cref="KubeConfigException">There is no certificate, or it cannot be read.</exception>
    internal TrustedRoots(PemSource source, TimeProvider time, ILogger logger) =>
        _file = new Renewed<X509Certificate2Collection>([source], texts => Parse(source, texts[0]), time, logger);

    /// <summary>Those to trust in new connections; a new instance after a change.</summary>
    public X509Certificate2Collection Certificates => _fixed ?? _file!.Current;

    /// <summary>A server was not trusted: perhaps because the authority has just been replaced.</summary>
    internal void Doubt() => _file?.Doubt();

    private static X509Certificate2Collection Parse(PemSource source, string pem)
    {
        try
        {
            return PemCertificates.Roots(pem);
        }
        catch (CryptographicException error)
        {
            throw new KubeConfigException($"{source.Where} cannot be used: {error.Message}", error);
        }
    }
}

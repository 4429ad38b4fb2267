using System.Net.Security;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Configuration;

/// <summary>A client certificate whose files may be replaced while we run.</summary>
/// <exception cref="KubeConfigException">The certificate or its key cannot be read.</exception>
internal sealed class ClientCertificate(PemSource certificate, PemSource key, TimeProvider time, ILogger logger) : ICredentialSource
{
    private readonly Renewed<SslStreamCertificateContext> _pair = new([certificate, key], texts => Parse(certificate, texts), time, logger);

    SslStreamCertificateContext ICredentialSource.ClientCertificate => _pair.Current;

    public ValueTask ApplyAsync(HttpRequestMessage request, CancellationToken ct) => ValueTask.CompletedTask;

    public ValueTask<bool> InvalidateAsync(CancellationToken ct) => ValueTask.FromResult(false);

    private static SslStreamCertificateContext Parse(PemSource certificate, IReadOnlyList<string> texts)
    {
        try
        {
            return PemCertificates.WithKey(texts[0], texts[1]);
        }
        catch (CryptographicException error)
        {
            throw new KubeConfigException($"{certificate.Where} is no PEM certificate for the private key in the field beside it: {error.Message}", error);
        }
    }
}

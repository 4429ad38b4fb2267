using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Gko.Kubernetes.Configuration;

namespace Gko.Kubernetes.Client;

/// <summary>
/// The connection pool. A client certificate belongs to a connection, not to a request, so a renewed one starts a new pool;
/// calls on the old pool may end in peace until the certificate is renewed once more.
/// </summary>
internal sealed class KubeTransport(KubeConnection connection) : HttpMessageHandler
{
    private readonly Lock _gate = new();
    private HttpMessageInvoker? _current;
    private HttpMessageInvoker? _retired;
    private SslStreamCertificateContext? _certificate;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // SocketsHttpHandler takes both the name to send and the name to verify from here.
        request.Headers.Host = connection.TlsServerName;
        return Current().SendAsync(request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _retired?.Dispose();
            _current?.Dispose();
        }

        base.Dispose(disposing);
    }

    private HttpMessageInvoker Current()
    {
        var certificate = connection.Credentials.ClientCertificate;
        lock (_gate)
        {
            if (_current is null || !ReferenceEquals(certificate, _certificate))
            {
                _retired?.Dispose();
                _retired = _current;
                _current = new HttpMessageInvoker(CreatePool(certificate));
                _certificate = certificate;
            }

            return _current;
        }
    }

    private SocketsHttpHandler CreatePool(SslStreamCertificateContext? certificate) => new()
    {
        EnableMultipleHttp2Connections = true,
        // Calls are no spans of their own; a header would name one that nobody ever gets to see.
        ActivityHeadersPropagator = null,
        // Notices a dead connection under an idle watch within 45 seconds.
        KeepAlivePingDelay = TimeSpan.FromSeconds(30),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(15),
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        PooledConnectionLifetime = TimeSpan.FromMinutes(30),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        AutomaticDecompression = DecompressionMethods.All,
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = true,
        Proxy = connection.Proxy is { } proxy ? new WebProxy(proxy) : null,
        SslOptions = new SslClientAuthenticationOptions
        {
            ClientCertificateContext = certificate,
            CertificateChainPolicy = ChainPolicy(),
            RemoteCertificateValidationCallback = connection.SkipTlsVerify ? (_, _, _, _) => connection.SkipTlsVerify : null,
        },
    };

    /// <summary>A chain policy rather than a validation callback: the host name is then still verified.</summary>
    private X509ChainPolicy? ChainPolicy()
    {
        if (connection.TrustedRoots is not { } roots)
        {
            return null;
        }

        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(roots);
        return policy;
    }
}

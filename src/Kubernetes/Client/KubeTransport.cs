using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Gko.Kubernetes.Configuration;

namespace Gko.Kubernetes.Client;

/// <summary>
/// The connections. Certificates and authorities belong to a connection, not to a request, so renewed ones start a new pool;
/// calls on the old pool may end in peace until something is renewed once more.
/// </summary>
internal sealed class KubeTransport(KubeConnection connection) : HttpMessageHandler
{
    private readonly Lock _gate = new();
    private HttpMessageInvoker? _current;
    private HttpMessageInvoker? _retired;
    private SslStreamCertificateContext? _certificate;
    private X509Certificate2Collection? _roots;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // SocketsHttpHandler takes both the name to send and the name to verify from here.
        request.Headers.Host = connection.TlsServerName;
        try
        {
            return await Current().SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException error) when (error.HttpRequestError is HttpRequestError.SecureConnectionError)
        {
            connection.TrustedRoots?.Doubt();
            throw;
        }
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
        var roots = connection.TrustedRoots?.Certificates;
        lock (_gate)
        {
            if (_current is null || !ReferenceEquals(certificate, _certificate) || !ReferenceEquals(roots, _roots))
            {
                _retired?.Dispose();
                _retired = _current;
                _current = new HttpMessageInvoker(ConnectionPool.Create(connection, certificate, roots));
                (_certificate, _roots) = (certificate, roots);
            }

            return _current;
        }
    }
}

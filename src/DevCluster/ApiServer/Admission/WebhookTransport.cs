using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Gko.DevCluster.ApiServer;

/// <summary>HTTP clients for webhooks, one per trust bundle: the bundle of the configuration is the only root that is trusted.</summary>
internal sealed class WebhookTransport : IDisposable
{
    private readonly ConcurrentDictionary<string, HttpClient> _clients = new(StringComparer.Ordinal);

    /// <param name="caBundle">Base64 of PEM, or empty for the roots of the machine.</param>
    public HttpClient For(string caBundle) => _clients.GetOrAdd(caBundle, Create);

    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
    }

    private static HttpClient Create(string caBundle)
    {
        var handler = new SocketsHttpHandler
        {
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            AllowAutoRedirect = false,
            // Without tracing of its own, a real server does not mention traces to webhooks either.
            ActivityHeadersPropagator = null,
        };
        if (caBundle.Length > 0)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPem(Encoding.UTF8.GetString(Convert.FromBase64String(caBundle)));
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        return new HttpClient(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
    }
}

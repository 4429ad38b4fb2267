using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Gko.Kubernetes.Configuration;

namespace Gko.Kubernetes.Client;

/// <summary>How connections to the API server are made and kept.</summary>
internal static class ConnectionPool
{
    private const int KeepAliveProbes = 3;

    public static SocketsHttpHandler Create(
        KubeConnection connection, SslStreamCertificateContext? certificate, X509Certificate2Collection? roots) => new()
    {
        EnableMultipleHttp2Connections = true,
        // Calls are no spans of their own; a header would name one that nobody ever gets to see.
        ActivityHeadersPropagator = null,
        KeepAlivePingDelay = connection.KeepAlive.Delay,
        KeepAlivePingTimeout = connection.KeepAlive.Timeout,
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        PooledConnectionLifetime = TimeSpan.FromMinutes(30),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        AutomaticDecompression = DecompressionMethods.All,
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = true,
        Proxy = connection.Proxy is { } proxy ? ProxyOf(proxy) : null,
        ConnectCallback = (context, ct) => ConnectAsync(context.DnsEndPoint, connection.KeepAlive, ct),
        SslOptions = new SslClientAuthenticationOptions
        {
            ClientCertificateContext = certificate,
            CertificateChainPolicy = roots is null ? null : ChainPolicy(roots),
            RemoteCertificateValidationCallback = connection.SkipTlsVerify ? (_, _, _, _) => connection.SkipTlsVerify : null,
        },
    };

    private static WebProxy ProxyOf(Uri proxy)
    {
        var (name, password) = proxy.UserInfo.Split(':', 2) switch
        {
            [var user, var secret] => (user, secret),
            [var user] => (user, ""),
            _ => ("", ""),
        };
        return new WebProxy(proxy)
        {
            Credentials = name.Length == 0 ? null : new NetworkCredential(Uri.UnescapeDataString(name), Uri.UnescapeDataString(password)),
        };
    }

    /// <summary>HTTP/2 has pings of its own; below HTTP/1.1, which a proxy may force, only TCP notices that the other end is gone.</summary>
    public static async ValueTask<Stream> ConnectAsync(DnsEndPoint server, KeepAliveOptions keepAlive, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, Seconds(keepAlive.Delay));
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, Seconds(keepAlive.Timeout / KeepAliveProbes));
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, KeepAliveProbes);
            await socket.ConnectAsync(server, ct).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static int Seconds(TimeSpan time) => Math.Max(1, (int)time.TotalSeconds);

    /// <summary>A chain policy rather than a validation callback: the host name is then still verified.</summary>
    private static X509ChainPolicy ChainPolicy(X509Certificate2Collection roots)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(roots);
        return policy;
    }
}

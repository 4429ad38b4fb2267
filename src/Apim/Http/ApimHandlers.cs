using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gko.Apim.Http;

/// <summary>Builds the transport of one context.</summary>
internal static class ApimHandlers
{
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    /// <param name="options">Limits, proxy and TLS settings.</param>
    /// <param name="trusted">Authorities trusted besides the system's.</param>
    public static SocketsHttpHandler Create(ApimClientOptions options, X509Certificate2Collection? trusted)
    {
        var handler = new SocketsHttpHandler
        {
            // Redirects are followed by ApimChannel, which knows where credentials may go.
            AllowAutoRedirect = false,
            UseCookies = false,
            // ApimChannel sends the header: this one would name a span that is not recorded.
            ActivityHeadersPropagator = null,
            MaxConnectionsPerServer = options.MaxConnectionsPerContext,
            PooledConnectionLifetime = options.ConnectionLifetime,
            PooledConnectionIdleTimeout = options.ConnectionIdleTimeout,
            Proxy = ForwardProxy.Create(options.Proxy),
        };
        if (options.InsecureSkipCertVerify)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null;
        }
        else if (trusted is not null)
        {
            handler.SslOptions.RemoteCertificateValidationCallback =
                (_, certificate, chain, errors) => IsTrusted(certificate, chain, errors, trusted);
        }

        if (options.ConnectTo is { } connectTo)
        {
            handler.ConnectCallback = (context, ct) => ConnectAsync(context.DnsEndPoint, connectTo, ct);
        }

        return handler;
    }

    /// <summary>A wrong host name stays an error; only an unknown authority is looked up again among the trusted ones.</summary>
    private static bool IsTrusted(
        X509Certificate? certificate, X509Chain? systemChain, SslPolicyErrors errors, X509Certificate2Collection trusted)
    {
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 leaf)
        {
            return errors == SslPolicyErrors.None;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(trusted);
        chain.ChainPolicy.ApplicationPolicy.Add(ServerAuthentication);
        foreach (var element in systemChain?.ChainElements.AsEnumerable() ?? [])
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return chain.Build(leaf);
    }

    private static async ValueTask<Stream> ConnectAsync(
        DnsEndPoint wanted, Func<string, int, (string Host, int Port)?> connectTo, CancellationToken ct)
    {
        var (host, port) = connectTo(wanted.Host, wanted.Port) ?? (wanted.Host, wanted.Port);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new DnsEndPoint(host, port), ct).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

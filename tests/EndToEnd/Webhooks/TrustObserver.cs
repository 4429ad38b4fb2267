using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Gko.EndToEnd.Webhooks;

/// <summary>
/// Looks again and again, from now on, which authorities the configurations trust, and whether each replica shows a certificate of
/// one of them to whoever connects.
/// </summary>
internal sealed class TrustObserver : IAsyncDisposable
{
    private readonly WebhookReplicas _replicas;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private readonly List<string> _bundles = [];
    private readonly List<string> _problems = [];

    public TrustObserver(WebhookReplicas replicas)
    {
        _replicas = replicas;
        _running = Task.Run(RunAsync);
    }

    /// <summary>Stops looking. Every handshake must have succeeded.</summary>
    /// <returns>How many authorities were trusted, one number for each change.</returns>
    public async Task<IReadOnlyList<int>> EndAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _problems.ShouldBeEmpty();
        return [.. _bundles.Select(bundle => Certificates(bundle).Count)];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    /// <summary>Connects as an API server does that trusts these authorities, and returns the certificate that is shown.</summary>
    /// <exception cref="AuthenticationException">It is not trusted.</exception>
    public static async Task<string> HandshakeAsync(int port, string authorities)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("localhost", port);
        await using var stream = new SslStream(client.GetStream());
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(Certificates(authorities));
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost", CertificateChainPolicy = policy });
        return new X509Certificate2(stream.RemoteCertificate!).ExportCertificatePem();
    }

    private async Task RunAsync()
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!_stop.IsCancellationRequested)
        {
            var bundle = await _replicas.CaBundleAsync();
            if (_bundles.Count == 0 || _bundles[^1] != bundle)
            {
                _bundles.Add(bundle);
            }

            foreach (var port in _replicas.Ports)
            {
                try
                {
                    await HandshakeAsync(port, bundle);
                }
                catch (AuthenticationException error)
                {
                    _problems.Add($"{port}: {error.Message}");
                }
            }

            await pace.WaitForNextTickAsync();
        }
    }

    private static X509Certificate2Collection Certificates(string pem)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(pem);
        return certificates;
    }
}

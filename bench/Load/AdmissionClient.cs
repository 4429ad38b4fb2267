using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Gko.Load;

/// <summary>Asks as an API server does: over one HTTP/2 connection with TLS that stays open, one question after the other.</summary>
internal sealed class AdmissionClient : IDisposable
{
    private static readonly byte[] Allowed = "\"allowed\":true"u8.ToArray();

    private readonly HttpMessageInvoker _http;
    private readonly Uri _webhook;
    private readonly List<long> _times = new(200_000);

    public AdmissionClient(Uri webhook, X509Certificate2Collection roots)
    {
        _webhook = webhook;
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { roots[0] },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
        });
    }

    /// <summary>How long each answer took, in ticks of the <see cref="Stopwatch"/>.</summary>
    public IReadOnlyList<long> Times => _times;

    /// <summary>Asks until cancelled; forgets what was measured before.</summary>
    public async Task RunAsync(IReadOnlyList<ReadOnlyMemory<byte>> reviews, int first, CancellationToken stop)
    {
        _times.Clear();
        for (var next = first; !stop.IsCancellationRequested; next++)
        {
            var started = Stopwatch.GetTimestamp();
            await AskAsync(reviews[next % reviews.Count]).ConfigureAwait(false);
            _times.Add(Stopwatch.GetTimestamp() - started);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task AskAsync(ReadOnlyMemory<byte> review)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _webhook)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ReadOnlyMemoryContent(review) { Headers = { ContentType = new("application/json") } },
        };
        using var answer = await _http.SendAsync(request, CancellationToken.None).ConfigureAwait(false);
        var body = await answer.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
        if (body.AsSpan().IndexOf(Allowed) < 0)
        {
            throw new InvalidOperationException($"The webhook answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync().ConfigureAwait(false)}");
        }
    }
}

using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Gko.EndToEnd.Metrics;

/// <summary>Reads <c>/metrics</c> as Prometheus does.</summary>
internal sealed class MetricsReader : IDisposable
{
    private readonly HttpClient _http;

    /// <param name="scheme">http or https.</param>
    /// <param name="port">On loopback.</param>
    /// <param name="authority">PEM of who must have issued the certificate; null believes any.</param>
    public MetricsReader(string scheme, int port, string? authority = null)
    {
        var handler = new SocketsHttpHandler();
        if (authority is null)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null;
        }
        else
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPem(authority);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }

        _http = new HttpClient(handler) { BaseAddress = new Uri($"{scheme}://localhost:{port}") };
    }

    public async Task<(int Status, string Body, string? ContentType)> GetAsync(string? token, string path = "/metrics")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var answer = await _http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Content.Headers.ContentType?.ToString());
    }

    /// <summary>All samples: the metric with its labels, as shown, and the value.</summary>
    public async Task<IReadOnlyDictionary<string, double>> SamplesAsync(string token)
    {
        var (status, body, _) = await GetAsync(token);
        status.ShouldBe(200, body);
        return body.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#')
            .Select(line => (Name: line[..line.LastIndexOf(' ')], Value: line[(line.LastIndexOf(' ') + 1)..]))
            .ToDictionary(sample => sample.Name, sample => sample.Value switch { "+Inf" => double.PositiveInfinity, var text => double.Parse(text) });
    }

    public void Dispose() => _http.Dispose();
}

using System.Net.Http.Headers;
using System.Net.Security;
using System.Text;

namespace Gko.Kubernetes.Configuration;

/// <summary>An Authorization header that never changes, or none at all.</summary>
internal sealed class StaticCredentials : ICredentialSource
{
    private readonly AuthenticationHeaderValue? _header;

    private StaticCredentials(AuthenticationHeaderValue? header) => _header = header;

    public static StaticCredentials None { get; } = new(null);

    public SslStreamCertificateContext? ClientCertificate => null;

    public static StaticCredentials Bearer(string token) => new(new AuthenticationHeaderValue("Bearer", token.Trim()));

    public static StaticCredentials Basic(string user, string password) =>
        new(new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))));

    public ValueTask ApplyAsync(HttpRequestMessage request, CancellationToken ct)
    {
        request.Headers.Authorization = _header;
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> InvalidateAsync(CancellationToken ct) => ValueTask.FromResult(false);
}

using System.Net.Security;

namespace Gko.Kubernetes.Configuration;

/// <summary>A client certificate together with a token or password.</summary>
internal sealed class CombinedCredentials(IReadOnlyList<ICredentialSource> sources) : ICredentialSource
{
    public SslStreamCertificateContext? ClientCertificate =>
        sources.Select(source => source.ClientCertificate).FirstOrDefault(certificate => certificate is not null);

    public async ValueTask ApplyAsync(HttpRequestMessage request, CancellationToken ct)
    {
        foreach (var source in sources)
        {
            await source.ApplyAsync(request, ct).ConfigureAwait(false);
        }
    }

    public async ValueTask<bool> InvalidateAsync(CancellationToken ct)
    {
        var renewed = false;
        foreach (var source in sources)
        {
            renewed |= await source.InvalidateAsync(ct).ConfigureAwait(false);
        }

        return renewed;
    }
}

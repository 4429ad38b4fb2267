using System.Net.Security;

namespace Gko.Kubernetes.Configuration;

/// <summary>Proves to the API server who we are. Called for every request, concurrently.</summary>
public interface ICredentialSource
{
    /// <summary>A client certificate for new connections; a new instance after a rotation. Must be cheap to read.</summary>
    SslStreamCertificateContext? ClientCertificate { get; }

    /// <summary>Adds or replaces the credentials among the request's headers.</summary>
    /// <exception cref="KubeConfigException">No credentials can be had.</exception>
    ValueTask ApplyAsync(HttpRequestMessage request, CancellationToken ct);

    /// <summary>The server refused the credentials (401): forget them. True when other ones may be had, so that one retry makes sense.</summary>
    ValueTask<bool> InvalidateAsync(CancellationToken ct);
}

using Gko.Apim.Connections;
using Gko.Kubernetes.LeaderElection;

namespace Gko.Apim.Http;

/// <summary>One call to APIM.</summary>
/// <param name="Method">The HTTP verb.</param>
/// <param name="Url">Absolute, as composed from the connection.</param>
/// <param name="Credentials">Sent to the URL's own host only.</param>
/// <param name="Body">JSON in UTF-8, or null for none.</param>
/// <param name="Fence">Lets the request leave or not; null lets it.</param>
internal sealed record ApimRequest(
    HttpMethod Method, Uri Url, ApimCredentials Credentials, ReadOnlyMemory<byte>? Body, LeadershipFence? Fence = null)
{
    /// <summary>The URL as messages show it.</summary>
    public string DisplayUrl { get; } = UrlPath.WithoutUserInfo(Url.OriginalString);
}

using Gko.Apim.Connections;

namespace Gko.Apim.Http;

/// <summary>One call to APIM.</summary>
/// <param name="Method">The HTTP verb.</param>
/// <param name="Url">Absolute, as composed from the connection.</param>
/// <param name="Credentials">Sent to the URL's own host only.</param>
/// <param name="Body">JSON in UTF-8, or null for none.</param>
internal sealed record ApimRequest(HttpMethod Method, Uri Url, ApimCredentials Credentials, ReadOnlyMemory<byte>? Body)
{
    /// <summary>The URL as messages show it.</summary>
    public string DisplayUrl { get; } = UrlPath.WithoutUserInfo(Url.OriginalString);
}

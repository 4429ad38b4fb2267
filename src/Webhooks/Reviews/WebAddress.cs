namespace Gko.Webhooks;

/// <summary>Tells addresses on the web from other texts.</summary>
internal static class WebAddress
{
    /// <summary>Whether that is an absolute http or https URL, or an expression that APIM evaluates.</summary>
    public static bool IsUsable(string? text) =>
        text?.Contains("{#", StringComparison.Ordinal) == true
        || (Uri.TryCreate(text, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            && url.Host.Length > 0);
}

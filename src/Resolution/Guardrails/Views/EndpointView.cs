namespace Gko.Resolution;

/// <summary>Where an API sends requests.</summary>
/// <param name="Text">For messages, when there is no host or scheme to name.</param>
/// <param name="Scheme">In lower case; null when there is none or it is not known.</param>
/// <param name="Host">In lower case; null when there is none or it is not known.</param>
/// <param name="Field">Where the address stands.</param>
internal sealed record EndpointView(string Text, string? Scheme, string? Host, string Field)
{
    /// <summary>Whether a part that is null is only decided when requests come.</summary>
    public bool IsOpen { get; init; }

    /// <summary>An address in the form of a URL, of which parts may be expressions such as <c>{#api.properties['backend']}</c>.</summary>
    public static EndpointView OfUrl(string text, string field)
    {
        var open = text.IndexOf('{', StringComparison.Ordinal);
        if (open < 0)
        {
            return Fixed(text, text, field);
        }

        // What stands before the expression is fixed; the host only if it has come to its end by then.
        var schemeEnd = text.IndexOf("://", StringComparison.Ordinal);
        if (schemeEnd < 0 || schemeEnd > open)
        {
            return new(text, null, null, field) { IsOpen = true };
        }

        var hostEnd = text.AsSpan(schemeEnd + 3).IndexOfAny('/', '?');
        return hostEnd >= 0 && schemeEnd + 3 + hostEnd < open
            ? Fixed(text[..(schemeEnd + 3 + hostEnd)], text, field) with { IsOpen = true }
            : new(text, text[..schemeEnd].ToLowerInvariant(), null, field) { IsOpen = true };
    }

    /// <summary>An address in the form <c>host:port</c>.</summary>
    public static EndpointView OfHost(string scheme, string text, string field)
    {
        if (text.Contains('{', StringComparison.Ordinal))
        {
            return new(text, scheme, null, field) { IsOpen = true };
        }

        // An address such as SASL_SSL://broker:9092 names the protocol of the listener.
        var address = text[(text.IndexOf("://", StringComparison.Ordinal) is >= 0 and var at ? at + 3 : 0)..];
        return Fixed($"{scheme}://{address}", text, field) with { Scheme = scheme };
    }

    private static EndpointView Fixed(string address, string text, string field)
    {
        // Readers of URLs do not agree on what a backslash means, so that nobody can tell the host of one.
        var isUrl = !address.Contains('\\', StringComparison.Ordinal)
            && !address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
            && address.Contains("://", StringComparison.Ordinal);
        return isUrl && Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Host.Length > 0
            ? new(text, url.Scheme.ToLowerInvariant(), url.IdnHost.ToLowerInvariant().TrimEnd('.'), field)
            : new(text, null, null, field);
    }
}

using System.Net;
using System.Text.RegularExpressions;

namespace Gko.Resolution;

/// <summary>Where an API sends requests.</summary>
/// <param name="Text">For messages, when there is no host or scheme to name.</param>
/// <param name="Scheme">In lower case; null when there is none or it is not known.</param>
/// <param name="Host">In lower case; null when there is none or it is not known.</param>
/// <param name="Field">Where the address stands.</param>
internal sealed partial record EndpointView(string Text, string? Scheme, string? Host, string Field)
{
    /// <summary>Whether a part that is null is only decided when requests come.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Whether it is a proxy on the way to a backend, which has a host but no say in the scheme of the backend.</summary>
    public bool IsProxy { get; init; }

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

    /// <summary>
    /// An address in the form <c>host</c> or <c>host:port</c>, perhaps after the protocol of a listener such as <c>SASL_SSL://</c>.
    /// Clients read anything else each in their own way, so that nobody can tell its host.
    /// </summary>
    public static EndpointView OfHost(string scheme, string text, string field) => text.Contains('{', StringComparison.Ordinal)
        ? new(text, scheme, null, field) { IsOpen = true }
        : new(text, scheme, HostOf(Address().Match(text)), field);

    /// <summary>A proxy that is switched on; which host it has is up to the gateway if that uses its own.</summary>
    public static EndpointView OfProxy(bool isGatewaysOwn, string? host, string field) => (isGatewaysOwn || string.IsNullOrEmpty(host)
        ? new("the proxy of the gateway", null, null, field) { IsOpen = true }
        : OfHost("proxy", host, $"{field}.host")) with { IsProxy = true };

    private static string? HostOf(Match address) =>
        address.Groups["six"] is { Success: true } six ? IPAddress.TryParse(six.ValueSpan, out var ip) ? ip.ToString() : null
        : address.Groups["host"] is { Success: true } host ? host.Value.ToLowerInvariant().TrimEnd('.')
        : null;

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

    [GeneratedRegex(@"\A(?:[A-Za-z][A-Za-z0-9_+.-]*://)?(?:\[(?<six>[0-9A-Fa-f:.]+)\]|(?<host>[A-Za-z0-9._-]+))(?::[0-9]{1,5})?\z")]
    private static partial Regex Address();
}

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Gko.DevCluster.ApiServer;

/// <summary>The string formats that the API server checks; every other format is only documentation.</summary>
internal static partial class Formats
{
    public static bool Matches(string format, string text) => format switch
    {
        "date-time" or "datetime" => IsDateTime(text),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "uri" => Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var uri) && (uri.IsAbsoluteUri || text.StartsWith('/')),
        "email" => EmailPattern().IsMatch(text),
        "hostname" => HostPattern().IsMatch(text) && text.Length <= 255,
        "ipv4" => Ipv4Pattern().IsMatch(text) && IPAddress.TryParse(text, out _),
        "ipv6" => IPAddress.TryParse(text, out var v6) && v6.AddressFamily is AddressFamily.InterNetworkV6,
        "cidr" => IPNetwork.TryParse(text, out _),
        "uuid" => Guid.TryParseExact(text, "D", out _) || Guid.TryParseExact(text, "N", out _),
        "byte" => Convert.TryFromBase64String(text, new byte[text.Length], out _),
        "duration" => DurationPattern().IsMatch(text),
        _ => true,
    };

    public static bool IsDateTime(string text) =>
        DateTimePattern().IsMatch(text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$")]
    private static partial Regex DateTimePattern();

    // Four numbers, without the short and octal forms that the platform also takes.
    [GeneratedRegex(@"^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$")]
    private static partial Regex Ipv4Pattern();

    [GeneratedRegex(@"^[^@\s]+@[^@\s]+$")]
    private static partial Regex EmailPattern();

    [GeneratedRegex(@"^[A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?)*$")]
    private static partial Regex HostPattern();

    [GeneratedRegex(@"^[-+]?(\d+(\.\d*)?(ns|us|µs|ms|s|m|h))+$|^0$")]
    private static partial Regex DurationPattern();
}

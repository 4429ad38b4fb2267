using System.Globalization;
using System.Net;

namespace Gko.Apim.Http;

/// <summary>
/// The hosts of <c>NO_PROXY</c>, read as Go programs do, which share a cluster's settings with this one: <c>example.com</c>
/// also means its subdomains, <c>.example.com</c> and <c>*.example.com</c> mean only these, <c>10.0.0.0/8</c> means addresses,
/// a <c>:port</c> may follow, and <c>*</c> means everything. This machine itself is never called through a proxy.
/// </summary>
internal sealed class NoProxyList(string text)
{
    private readonly string[] _entries = text.ToLowerInvariant()
        .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public bool Contains(Uri url)
    {
        var host = url.IdnHost.Trim('[', ']').TrimEnd('.').ToLowerInvariant();
        var address = IPAddress.TryParse(host, out var parsed) ? parsed : null;
        return host == "localhost"
            || (address is not null && IPAddress.IsLoopback(address))
            || Array.Exists(_entries, entry => entry == "*" || Matches(entry, host, address, url.Port));
    }

    private static bool Matches(string entry, string host, IPAddress? address, int port)
    {
        if (entry.Contains('/'))
        {
            return address is not null && IsInNetwork(address, entry);
        }

        if (!IPAddress.TryParse(entry, out var listed) && SplitPort(entry) is (var name, { } wanted))
        {
            return wanted == port && Matches(name, host, address, port);
        }

        if (listed is not null)
        {
            return address is not null && listed.Equals(address);
        }

        var domain = entry.StartsWith("*.", StringComparison.Ordinal) ? entry[1..] : entry;
        return domain.StartsWith('.')
            ? host.EndsWith(domain, StringComparison.Ordinal)
            : host == domain || host.EndsWith("." + domain, StringComparison.Ordinal);
    }

    private static (string Host, int? Port) SplitPort(string entry)
    {
        var colon = entry.LastIndexOf(':');
        return colon > 0 && int.TryParse(entry.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? (entry[..colon].Trim('[', ']'), port)
            : (entry, null);
    }

    // The framework's own type refuses networks whose address has bits beyond the prefix, such as 10.1.2.3/8.
    private static bool IsInNetwork(IPAddress address, string network)
    {
        var parts = network.Split('/');
        if (parts.Length != 2 || !IPAddress.TryParse(parts[0], out var start)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var prefix)
            || start.AddressFamily != address.AddressFamily)
        {
            return false;
        }

        var (one, other) = (start.GetAddressBytes(), address.GetAddressBytes());
        return prefix <= one.Length * 8
            && Enumerable.Range(0, prefix).All(bit => ((one[bit / 8] ^ other[bit / 8]) & (0x80 >> (bit % 8))) == 0);
    }
}

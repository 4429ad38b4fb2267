using System.Buffers;

namespace Gko.Resolution;

/// <summary>
/// Upstream's notion of the address of an API: <c>/path</c>, or <c>host/path</c> for a virtual host that names a host,
/// cleaned lexically: doubled and trailing slashes and dot segments go, case stays.
/// </summary>
public static class ContextPath
{
    private static readonly SearchValues<char> NotInHosts = SearchValues.Create(" \\^`{|}");

    /// <summary>The cleaned address of a virtual host.</summary>
    public static string Of(string? host, string? path) => Clean(Join(host, path));

    /// <summary>The address of a virtual host as messages show it: a host and <c>/a</c> make <c>host//a</c>.</summary>
    public static string Join(string? host, string? path) => string.IsNullOrEmpty(host) ? path ?? "" : $"{host}/{path}";

    /// <summary>
    /// Whether upstream takes an address, as it is written, for a URL: no control character of ASCII, no stray percent sign, and
    /// no port unless the host has the form of a scheme (<c>host:80//a</c>, but not <c>1host:80//a</c> or <c>my_host:80//a</c>).
    /// </summary>
    public static bool IsValid(string address)
    {
        if (address.Any(letter => letter is < ' ' or '\u007f'))
        {
            return false;
        }

        var fragment = address.IndexOf('#');
        var whole = fragment < 0 ? address : address[..fragment];
        var path = whole.Split('?', 2)[0];
        var colon = path.Split('/', 2)[0].IndexOf(':');
        return HasEscapesOnly(address[whole.Length..])
            && (colon < 0 ? IsHierarchy(path) : IsScheme(path.AsSpan(0, colon)) && IsHierarchy(path[(colon + 1)..], isAfterScheme: true));
    }

    // What follows a scheme without a slash is not looked at. After just two slashes stands a host, perhaps with a port.
    private static bool IsHierarchy(string path, bool isAfterScheme = false)
    {
        if (isAfterScheme && !path.StartsWith('/'))
        {
            return true;
        }

        if (!path.StartsWith("//", StringComparison.Ordinal) || path.StartsWith("///", StringComparison.Ordinal))
        {
            return HasEscapesOnly(path);
        }

        var host = path[2..].Split('/', 2)[0];
        var colon = host.LastIndexOf(':');
        return HasEscapesOnly(path)
            && host.AsSpan().IndexOfAny(NotInHosts) < 0
            && (colon < 0 || host[(colon + 1)..].All(char.IsAsciiDigit));
    }

    private static bool IsScheme(ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('+' or '-' or '.'))
            {
                return false;
            }
        }

        return text.Length > 0 && char.IsAsciiLetter(text[0]);
    }

    private static bool HasEscapesOnly(string text)
    {
        for (var at = text.IndexOf('%'); at >= 0; at = text.IndexOf('%', at + 1))
        {
            if (!(at + 2 < text.Length && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2])))
            {
                return false;
            }
        }

        return true;
    }

    private static string Clean(string path)
    {
        var rooted = path.StartsWith('/');
        var kept = new List<string>();
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == "." || (segment == ".." && rooted && kept.Count == 0))
            {
                continue;
            }

            if (segment == ".." && kept.Count > 0 && kept[^1] != "..")
            {
                kept.RemoveAt(kept.Count - 1);
            }
            else
            {
                kept.Add(segment);
            }
        }

        var joined = string.Join('/', kept);
        return rooted ? $"/{joined}" : joined.Length > 0 ? joined : ".";
    }
}

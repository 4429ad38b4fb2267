namespace Gko.Resolution;

/// <summary>
/// Upstream's notion of the address of an API: <c>/path</c>, or <c>host/path</c> for a virtual host that names a host,
/// cleaned lexically: doubled and trailing slashes and dot segments go, case stays.
/// </summary>
public static class ContextPath
{
    /// <summary>The cleaned address of a virtual host.</summary>
    public static string Of(string? host, string? path) =>
        Clean(string.IsNullOrEmpty(host) ? path ?? "" : $"{host}/{path}");

    /// <summary>
    /// Whether upstream takes a cleaned address for a URL: no control character, no stray percent sign, and no port unless the
    /// host has the form of a scheme (<c>host:80/a</c>, but not <c>1host:80/a</c> or <c>my_host:80/a</c>).
    /// </summary>
    public static bool IsValid(string address)
    {
        if (address.Any(char.IsControl))
        {
            return false;
        }

        var fragment = address.IndexOf('#');
        var whole = fragment < 0 ? address : address[..fragment];
        var path = whole.Split('?', 2)[0];
        var colon = path.Split('/', 2)[0].IndexOf(':');
        return HasEscapesOnly(address[whole.Length..])
            && (colon < 0 ? HasEscapesOnly(path) : IsScheme(path.AsSpan(0, colon)));
    }

    // What follows a scheme is not looked at any further.
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

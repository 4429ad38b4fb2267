namespace Gko.Resolution;

/// <summary>
/// Upstream's notion of the address of a v2 API: <c>/path</c>, or <c>host/path</c> for a virtual host that names a host,
/// cleaned lexically: doubled and trailing slashes and dot segments go, case stays.
/// </summary>
public static class ContextPath
{
    /// <summary>The cleaned address of a virtual host.</summary>
    public static string Of(string? host, string? path) =>
        Clean(string.IsNullOrEmpty(host) ? path ?? "" : $"{host}/{path}");

    /// <summary>Whether the path can be part of a URL: no stray percent sign and no control character.</summary>
    public static bool IsValid(string path)
    {
        for (var at = 0; at < path.Length; at++)
        {
            var isEscape = path[at] == '%';
            if (char.IsControl(path[at])
                || (isEscape && !(at + 2 < path.Length && char.IsAsciiHexDigit(path[at + 1]) && char.IsAsciiHexDigit(path[at + 2]))))
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

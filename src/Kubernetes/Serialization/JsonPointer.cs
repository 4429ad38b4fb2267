namespace Gko.Kubernetes.Serialization;

/// <summary>RFC 6901 paths, as JSON Patch uses them.</summary>
internal static class JsonPointer
{
    /// <summary>The unescaped segments; none for the whole document.</summary>
    /// <exception cref="FormatException">The path neither is empty nor starts with a slash, or has a stray tilde.</exception>
    public static string[] Parse(string path)
    {
        if (path.Length == 0)
        {
            return [];
        }

        return path[0] == '/'
            ? [.. path[1..].Split('/').Select(Unescape)]
            : throw new FormatException($"the path '{path}' must start with a slash");
    }

    /// <summary>The path of a member or element below <paramref name="parent"/>.</summary>
    public static string Append(string parent, string segment) =>
        $"{parent}/{segment.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    private static string Unescape(string segment)
    {
        for (var i = segment.IndexOf('~', StringComparison.Ordinal); i >= 0; i = segment.IndexOf('~', i + 1))
        {
            if (i + 1 == segment.Length || segment[i + 1] is not ('0' or '1'))
            {
                throw new FormatException($"in '{segment}' a tilde must be written ~0");
            }
        }

        return segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
    }
}

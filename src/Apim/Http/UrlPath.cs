using System.Text;

namespace Gko.Apim.Http;

/// <summary>Composes URLs the way manifests for this operator's predecessor rely on.</summary>
internal static class UrlPath
{
    /// <summary>
    /// Appends path parts to a URL: doubled slashes collapse, dot segments resolve, the URL's own path stays and its query
    /// and fragment go. Text that is no absolute URL is returned with the parts appended, for error messages to show.
    /// </summary>
    public static string Join(string baseUrl, params ReadOnlySpan<string> parts)
    {
        var trimmed = baseUrl.Trim();
        var authority = AuthorityEnd(trimmed);
        var pathEnd = trimmed.IndexOfAny(['?', '#'], authority);
        var segments = new List<string>();
        Collect(segments, pathEnd < 0 ? trimmed[authority..] : trimmed[authority..pathEnd], escaped: true);
        foreach (var part in parts)
        {
            Collect(segments, part.Trim(), escaped: false);
        }

        var url = new StringBuilder(trimmed, 0, authority, 256);
        foreach (var segment in segments)
        {
            url.Append('/').Append(segment);
        }

        return url.ToString();
    }

    /// <summary>The URL without user name and password, fit for messages.</summary>
    public static string WithoutUserInfo(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        var start = scheme < 0 ? 0 : scheme + 3;
        var at = url.AsSpan(start, AuthorityEnd(url) - start).LastIndexOf('@');
        return at < 0 ? url : url.Remove(start, at + 1);
    }

    private static int AuthorityEnd(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        var end = url.IndexOfAny(['/', '?', '#'], scheme < 0 ? 0 : scheme + 3);
        return end < 0 ? url.Length : end;
    }

    private static void Collect(List<string> segments, string path, bool escaped)
    {
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == "..")
            {
                segments.RemoveRange(Math.Max(0, segments.Count - 1), Math.Min(1, segments.Count));
            }
            else if (segment != ".")
            {
                segments.Add(escaped ? segment : segment.Replace("?", "%3F").Replace("#", "%23"));
            }
        }
    }
}

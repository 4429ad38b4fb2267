using System.Text.RegularExpressions;
using Gko.Testing.Chaos;

namespace Gko.Charts.Tests.Releases;

/// <summary>The right that a request to the API server takes, as <c>verb resource.group[/name]</c>.</summary>
internal static partial class UsedRight
{
    /// <summary>With and without the name, because roles may name objects or not.</summary>
    public static IEnumerable<string> Of(ProxiedRequest request)
    {
        var path = ResourcePath().Match(request.Path);
        if (!path.Success)
        {
            return [];
        }

        var (group, resource, name) = (path.Groups["group"].Value, path.Groups["resource"].Value, path.Groups["name"].Value);
        var selected = NameSelector().Match(Uri.UnescapeDataString(request.Query));
        var target = $"{resource}{(path.Groups["sub"].Value is { Length: > 0 } sub ? $"/{sub}" : "")}{(group.Length == 0 ? "" : $".{group}")}";
        var right = $"{Verb(request, name)} {target}";
        var named = name.Length > 0 ? name : selected.Success ? selected.Groups[1].Value : "";
        return named.Length == 0 ? [right] : [right, $"{right}/{named}"];
    }

    private static string Verb(ProxiedRequest request, string name) => request.Method switch
    {
        "GET" => name.Length > 0 ? "get" : request.IsWatch ? "watch" : "list",
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        _ => request.Method.ToLowerInvariant(),
    };

    [GeneratedRegex(@"^/(api|apis/(?<group>[^/]+))/v[^/]+/(namespaces/[^/]+/(?=[^/]+))?(?<resource>[^/]+)(/(?<name>[^/]+)(/(?<sub>[^/]+))?)?$")]
    private static partial Regex ResourcePath();

    [GeneratedRegex("fieldSelector=metadata.name=([^&]+)")]
    private static partial Regex NameSelector();
}

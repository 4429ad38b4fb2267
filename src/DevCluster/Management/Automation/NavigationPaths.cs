using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;

namespace Gko.DevCluster.Management.Automation;

/// <summary>Places in the navigation of a portal.</summary>
internal static class NavigationPaths
{
    /// <summary>What is wrong with a path, all of it.</summary>
    public static IEnumerable<string> Problems(string? path, string field)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            return [$"{field} must not be empty"];
        }

        (bool IsBroken, string Rule)[] rules =
        [
            (!path.StartsWith('/'), "must start with '/'"),
            (path.Contains("//", StringComparison.Ordinal), "must not contain consecutive '/'"),
            (path.Contains("..", StringComparison.Ordinal), "must not contain '..'"),
            (path.Length > 1 && path.EndsWith('/'), "must not end with '/'"),
        ];
        return rules.Where(rule => rule.IsBroken).Select(rule => $"{field} {rule.Rule} (was: {path})");
    }

    /// <summary>Entries in order with the folders above them, each once, and their paths as they are stored.</summary>
    public static JsonArray Materialize(IEnumerable<JsonObject> entries)
    {
        var folders = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        var ordered = new List<JsonObject>();
        foreach (var entry in entries)
        {
            var segments = entry.Text("path")!.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Slug.Of).ToList();
            for (var depth = 1; depth <= segments.Count; depth++)
            {
                var path = "/" + string.Join('/', segments.Take(depth));
                if (!folders.TryGetValue(path, out var folder))
                {
                    folders[path] = folder = new() { ["path"] = path };
                    ordered.Add(folder);
                }

                if (depth == segments.Count)
                {
                    folder["displayName"] = entry["displayName"]?.DeepClone();
                    folder["order"] = entry["order"]?.DeepClone();
                }
            }
        }

        return JsonText.ToArray(ordered.Select(JsonNode (folder) => folder.WithoutNulls()));
    }
}

using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Removes the fields that a schema does not declare and says which they were.</summary>
internal static class Pruner
{
    private static readonly string[] ResourceFields = ["apiVersion", "kind", "metadata"];

    /// <summary>The paths of the removed fields in document order.</summary>
    public static List<string> Prune(JsonObject root, Schema schema)
    {
        var removed = new List<string>();
        Walk(root, schema, "", removed);
        return removed;
    }

    // Goes by what the value is, not by what the schema wants: an object where a scalar belongs has only unknown fields.
    private static void Walk(JsonNode? node, Schema? schema, string path, List<string> removed)
    {
        switch (node)
        {
            case JsonObject map:
                WalkMap(map, schema, path, removed);
                break;
            case JsonArray list when schema is not { PreserveUnknown: true, Items: null }:
                for (var index = 0; index < list.Count; index++)
                {
                    Walk(list[index], schema?.Items, $"{path}[{index}]", removed);
                }

                break;
            default:
                break;
        }
    }

    private static void WalkMap(JsonObject map, Schema? schema, string path, List<string> removed)
    {
        foreach (var (name, child) in map.ToList())
        {
            var childPath = path.Length == 0 ? name : $"{path}.{name}";
            if (schema?.Field(name, out _) is { } field)
            {
                Walk(child, field, childPath, removed);
            }
            else if (schema is not ({ PreserveUnknown: true } or { AnyValues: true })
                && !(schema is { EmbeddedResource: true } && ResourceFields.Contains(name)))
            {
                map.Remove(name);
                removed.Add(childPath);
            }
        }
    }
}

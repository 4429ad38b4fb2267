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

    private static void Walk(JsonNode? node, Schema schema, string path, List<string> removed)
    {
        switch (node)
        {
            case JsonObject map:
                WalkMap(map, schema, path, removed);
                break;
            case JsonArray list when schema.Items is { } items:
                for (var index = 0; index < list.Count; index++)
                {
                    Walk(list[index], items, $"{path}[{index}]", removed);
                }

                break;
            default:
                break;
        }
    }

    private static void WalkMap(JsonObject map, Schema schema, string path, List<string> removed)
    {
        if (schema.Type is not ("object" or "") || schema.IntOrString)
        {
            return;
        }

        foreach (var (name, child) in map.ToList())
        {
            var childPath = path.Length == 0 ? name : $"{path}.{name}";
            if (schema.Field(name, out _) is { } field)
            {
                Walk(child, field, childPath, removed);
            }
            else if (!schema.PreserveUnknown && !schema.AnyValues && !(schema.EmbeddedResource && ResourceFields.Contains(name)))
            {
                map.Remove(name);
                removed.Add(childPath);
            }
        }
    }
}

using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Removes the members of a set from an object, each with all that is below it.</summary>
internal static class FieldRemover
{
    public static void Remove(JsonObject map, FieldSet set, Schema? schema)
    {
        foreach (var (element, child) in set.Children.Where(pair => pair.Key.StartsWith("f:", StringComparison.Ordinal)))
        {
            var name = element[2..];
            if (child.IsMember)
            {
                map.Remove(name);
            }
            else if (map.TryGetPropertyValue(name, out var value))
            {
                Descend(value, child, schema?.Field(name, out _));
            }
        }
    }

    private static void Descend(JsonNode? node, FieldSet set, Schema? schema)
    {
        if (FieldShapes.Of(node, schema) is FieldShape.Map)
        {
            Remove((JsonObject)node!, set, schema);
        }
        else if (node is JsonArray list && FieldShapes.Of(node, schema) is FieldShape.List)
        {
            RemoveItems(list, set, schema!);
        }
    }

    private static void RemoveItems(JsonArray list, FieldSet set, Schema schema)
    {
        for (var index = list.Count - 1; index >= 0; index--)
        {
            if (FieldElement.Item(list[index], schema) is not { } element || set[element] is not { } child)
            {
                continue;
            }

            if (child.IsMember)
            {
                list.RemoveAt(index);
            }
            else
            {
                Descend(list[index], child, schema.Items);
            }
        }
    }
}

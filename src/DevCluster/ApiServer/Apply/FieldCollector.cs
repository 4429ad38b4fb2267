using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>The set of fields that a value states.</summary>
internal static class FieldCollector
{
    public static FieldSet Collect(JsonObject root, Schema schema)
    {
        var set = new FieldSet();
        CollectMap(root, schema, set);
        return set;
    }

    private static void Collect(JsonNode? node, Schema? schema, FieldSet set)
    {
        switch (FieldShapes.Of(node, schema))
        {
            case FieldShape.Map:
                CollectMap((JsonObject)node!, schema, set);
                break;
            case FieldShape.List:
                CollectList((JsonArray)node!, schema!, set);
                break;
            default:
                set.Add();
                break;
        }
    }

    private static void CollectMap(JsonObject map, Schema? schema, FieldSet set)
    {
        foreach (var (name, value) in map)
        {
            var declared = false;
            var field = schema?.Field(name, out declared);
            var child = set.Descend(FieldElement.Field(name));
            Collect(value, field, child);
            if (!declared || value is null or JsonObject { Count: 0 })
            {
                child.Add();
            }
        }
    }

    private static void CollectList(JsonArray list, Schema schema, FieldSet set)
    {
        foreach (var item in list)
        {
            if (FieldElement.Item(item, schema) is { } element)
            {
                var child = set.Descend(element);
                Collect(item, schema.Items, child);
                child.Add();
            }
        }
    }
}

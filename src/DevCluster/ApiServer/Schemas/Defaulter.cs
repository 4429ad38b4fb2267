using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>
/// Fills in defaults where the parent exists, and drops nulls where the schema does not allow them: a null is "not set"
/// unless the field is nullable.
/// </summary>
internal static class Defaulter
{
    public static void Apply(JsonNode? node, Schema schema)
    {
        switch (node)
        {
            case JsonObject map:
                ApplyFields(map, schema);
                break;
            case JsonArray list when schema.Items is { } items:
                foreach (var item in list)
                {
                    Apply(item, items);
                }

                break;
            default:
                break;
        }
    }

    private static void ApplyFields(JsonObject map, Schema schema)
    {
        foreach (var (name, field) in schema.Properties)
        {
            var present = map.TryGetPropertyValue(name, out var value);
            if (field.Default is not null && (!present || (value is null && !field.Nullable)))
            {
                map[name] = field.Default.DeepClone();
            }
            else if (present && value is null && !field.Nullable)
            {
                map.Remove(name);
            }

            Apply(map[name], field);
        }

        if (schema.Values is not { } values)
        {
            return;
        }

        foreach (var (name, value) in map.ToList())
        {
            if (schema.Properties.ContainsKey(name))
            {
                continue;
            }

            if (value is null && !values.Nullable)
            {
                map.Remove(name);
            }
            else
            {
                Apply(value, values);
            }
        }
    }
}

using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Items of a set, and keys of a list-map, may occur once. Runs after the schema, on whatever the values are.</summary>
internal static class ListUniqueness
{
    public static void Check(JsonNode? node, Schema schema, string path, List<FieldError> errors)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (name, value) in map)
                {
                    if (schema.Field(name, out var declared) is { } field)
                    {
                        Check(value, field, declared ? path.Length == 0 ? name : $"{path}.{name}" : $"{path}[{name}]", errors);
                    }
                }

                break;
            case JsonArray list:
                CheckItems(list, schema, path, errors);
                for (var index = 0; schema.Items is { } items && index < list.Count; index++)
                {
                    Check(list[index], items, $"{path}[{index}]", errors);
                }

                break;
            default:
                break;
        }
    }

    private static void CheckItems(JsonArray list, Schema schema, string path, List<FieldError> errors)
    {
        if (schema.ListType == "atomic")
        {
            return;
        }

        var isMap = schema.ListType == "map";
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < list.Count; index++)
        {
            if (isMap && list[index] is not (null or JsonObject))
            {
                errors.Add(FieldError.Invalid($"{path}[{index}]", list[index], "must be an object for an array of list-type map"));
                return;
            }
        }

        for (var index = 0; index < list.Count; index++)
        {
            var identity = isMap ? KeyOf(list[index], schema) : list[index];
            var text = identity.Sorted().ToJsonText();
            seen[text] = seen.GetValueOrDefault(text) + 1;

            // However often it occurs, once is told.
            if (seen[text] == 2)
            {
                errors.Add(FieldError.Duplicate($"{path}[{index}]", identity));
            }
        }
    }

    private static JsonObject KeyOf(JsonNode? item, Schema schema)
    {
        var key = new JsonObject();
        foreach (var name in schema.ListMapKeys)
        {
            if (((item as JsonObject)?[name] ?? schema.Items?.Properties.GetValueOrDefault(name)?.Default) is { } value)
            {
                key[name] = value.DeepClone();
            }
        }

        return key;
    }
}

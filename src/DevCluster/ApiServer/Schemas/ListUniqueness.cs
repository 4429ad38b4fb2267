using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Items of a set, and keys of a list-map, may occur once.</summary>
internal static class ListUniqueness
{
    public static void Check(JsonArray list, Schema schema, string path, List<FieldError> errors)
    {
        if (schema.ListType == "atomic")
        {
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < list.Count; index++)
        {
            var identity = schema.ListType == "set" ? list[index] : KeyOf(list[index], schema);
            if (identity is not null && !seen.Add(identity.Sorted().ToJsonText()))
            {
                errors.Add(FieldError.Duplicate($"{path}[{index}]", identity));
            }
        }
    }

    private static JsonObject? KeyOf(JsonNode? item, Schema schema)
    {
        if (item is not JsonObject map)
        {
            return null;
        }

        var key = new JsonObject();
        foreach (var name in schema.ListMapKeys)
        {
            if ((map[name] ?? schema.Items?.Properties.GetValueOrDefault(name)?.Default) is { } value)
            {
                key[name] = value.DeepClone();
            }
        }

        return key;
    }
}

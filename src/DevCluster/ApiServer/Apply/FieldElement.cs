using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>One step of a field path, and how schema and values are walked along it.</summary>
internal static class FieldElement
{
    public static string Field(string name) => $"f:{name}";

    /// <summary>The element of a list item; null when the item lacks what identifies it.</summary>
    public static string? Item(JsonNode? item, Schema schema)
    {
        if (schema.ListType == "set")
        {
            return $"v:{item.Sorted().ToJsonText()}";
        }

        var key = new JsonObject();
        foreach (var name in schema.ListMapKeys.Order(StringComparer.Ordinal))
        {
            if (((item as JsonObject)?[name] ?? schema.Items?.Properties.GetValueOrDefault(name)?.Default) is { } value)
            {
                key[name] = value.DeepClone();
            }
        }

        return key.Count == 0 ? null : $"k:{key.ToJsonText()}";
    }

    /// <summary>The schema below an element; null where nothing is declared.</summary>
    public static Schema? Below(Schema? schema, string element, out bool declared)
    {
        declared = false;
        return element.StartsWith("f:", StringComparison.Ordinal) ? schema?.Field(element[2..], out declared) : schema?.Items;
    }

    /// <summary>How the element reads in a conflict: <c>.name</c>, <c>[name="x"]</c> or <c>[="x"]</c>.</summary>
    public static string Show(string element)
    {
        var value = element[2..];
        return element[0] switch
        {
            'f' => $".{value}",
            'v' => $"[={value}]",
            _ => $"[{string.Join(',', (JsonNode.Parse(value) as JsonObject ?? []).Select(pair => $"{pair.Key}={pair.Value.ToJsonText()}"))}]",
        };
    }
}

using System.Text.Json.Nodes;

namespace Gko.Contracts.Tests.Crds;

/// <summary>Takes a CustomResourceDefinition apart into single facts, so that two can be compared one by one.</summary>
internal static class CrdFacts
{
    private static readonly string[] Structure = ["description", "properties", "items", "additionalProperties", "required"];

    /// <summary>What it says, by where it says it; descriptions are left out.</summary>
    public static SortedDictionary<string, string> Of(JsonNode definition)
    {
        var facts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var spec = definition["spec"]!.AsObject();
        Add(facts, "group", spec["group"]);
        Add(facts, "scope", spec["scope"]);
        foreach (var (name, value) in spec["names"]!.AsObject())
        {
            Add(facts, $"names.{name}", value);
        }

        foreach (var version in spec["versions"]!.AsArray())
        {
            AddVersion(facts, version!.AsObject());
        }

        return facts;
    }

    private static void AddVersion(SortedDictionary<string, string> facts, JsonObject version)
    {
        var name = version["name"]!.GetValue<string>();
        foreach (var key in new[] { "served", "storage", "subresources", "deprecated" })
        {
            Add(facts, $"{name} {key}", version[key]);
        }

        foreach (var column in version["additionalPrinterColumns"]?.AsArray() ?? [])
        {
            var title = column!["name"]!.GetValue<string>();
            Add(facts, $"{name} column {title}", $"{column["type"]} {column["jsonPath"]} {column["priority"] ?? 0}");
        }

        AddSchema(facts, "", version["schema"]!["openAPIV3Schema"]!.AsObject());
    }

    private static void AddSchema(SortedDictionary<string, string> facts, string path, JsonObject schema)
    {
        foreach (var (keyword, value) in schema.Where(pair => !Structure.Contains(pair.Key)))
        {
            if (keyword == "allOf" && RepeatedEnum(value!.AsArray()) is { } repeated)
            {
                Add(facts, $"{path} enum", repeated);
            }
            else
            {
                Add(facts, $"{path} {keyword}", value);
            }
        }

        foreach (var name in schema["required"]?.AsArray() ?? [])
        {
            Add(facts, $"{path}.{name} required", true);
        }

        foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
        {
            AddSchema(facts, $"{path}.{name}", property!.AsObject());
        }

        if (schema["items"] is JsonObject items)
        {
            AddSchema(facts, $"{path}[]", items);
        }

        if (schema["additionalProperties"] is JsonObject additional)
        {
            AddSchema(facts, $"{path}{{}}", additional);
        }
    }

    /// <summary>Upstream writes an enum twice below allOf where a type and its field both name it; that means the enum, once.</summary>
    private static JsonNode? RepeatedEnum(JsonArray branches) =>
        branches.All(branch => branch is JsonObject { Count: 1 } one && one.ContainsKey("enum") && JsonNode.DeepEquals(one, branches[0]))
            ? branches[0]!["enum"]
            : null;

    private static void Add(SortedDictionary<string, string> facts, string where, JsonNode? value)
    {
        if (value is not null)
        {
            facts.Add(where, Sorted(value).ToJsonString());
        }
    }

    /// <summary>A copy in which the order of keys does not depend on who wrote it.</summary>
    private static JsonNode Sorted(JsonNode value) => value switch
    {
        JsonObject map => new JsonObject(map.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value is null ? null : Sorted(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(item => item is null ? null : Sorted(item))]),
        _ => value.DeepClone(),
    };
}

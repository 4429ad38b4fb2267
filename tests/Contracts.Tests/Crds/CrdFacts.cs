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
            Add(facts, $"{path} {keyword}", value);
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

    private static void Add(SortedDictionary<string, string> facts, string where, JsonNode? value)
    {
        if (value is not null)
        {
            facts.Add(where, value.ToJsonString());
        }
    }
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gko.DevCluster.ApiServer;

/// <summary>Parses <c>openAPIV3Schema</c> documents that <see cref="SchemaLint"/> accepted, and our own built-in ones.</summary>
internal static class SchemaReader
{
    /// <summary>The schema of a whole object: <c>apiVersion</c>, <c>kind</c> and <c>metadata</c> are those of every kind.</summary>
    public static Schema ReadRoot(JsonObject json)
    {
        var root = json.Copy();
        var properties = root.Ensure("properties");
        properties["apiVersion"] = CommonSchemas.ApiVersion();
        properties["kind"] = CommonSchemas.Kind();
        properties["metadata"] = CommonSchemas.ObjectMeta();
        return Read(root);
    }

    public static Schema Read(JsonObject json)
    {
        var properties = ReadProperties(json);
        var items = json.Child("items") is { } item ? Read(item) : null;
        var values = json.Child("additionalProperties") is { } value ? Read(value) : null;
        var rules = ReadRules(json);
        return new Schema
        {
            Raw = json,
            Type = json.Text("type") ?? "",
            Format = json.Text("format") ?? "",
            Nullable = json.Flag("nullable") is true,
            PreserveUnknown = json.Flag("x-kubernetes-preserve-unknown-fields") is true,
            IntOrString = json.Flag("x-kubernetes-int-or-string") is true,
            EmbeddedResource = json.Flag("x-kubernetes-embedded-resource") is true,
            Properties = properties,
            Items = items,
            Values = values,
            AnyValues = json.Flag("additionalProperties") is true,
            Required = [.. json.Texts("required")],
            Enum = json.Items("enum"),
            Default = json["default"],
            Bounds = SchemaBounds.Read(json),
            ListType = json.Text("x-kubernetes-list-type") ?? "atomic",
            ListMapKeys = [.. json.Texts("x-kubernetes-list-map-keys")],
            AtomicMap = json.Text("x-kubernetes-map-type") is "atomic",
            MergeKey = json.Text("x-kubernetes-patch-merge-key"),
            MergesLists = json.Text("x-kubernetes-patch-strategy") is "merge",
            AllOf = ReadAll(json, "allOf"),
            AnyOf = ReadAll(json, "anyOf"),
            OneOf = ReadAll(json, "oneOf"),
            Not = json.Child("not") is { } not ? Read(not) : null,
            Rules = rules,
            HasRules = rules.Count > 0 || items is { HasRules: true } || values is { HasRules: true }
                || properties.Values.Any(child => child.HasRules),
        };
    }

    /// <summary>Linear-time matching, which like the server's engine knows neither look-around nor back-references.</summary>
    /// <exception cref="ArgumentException">Not a regular expression.</exception>
    /// <exception cref="NotSupportedException">Uses a construct that linear-time matching lacks.</exception>
    public static Regex Compile(string pattern) => new(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    public static double? Double(JsonNode? node) =>
        node.Kind() is System.Text.Json.JsonValueKind.Number ? double.Parse(node.ToJsonText()) : null;

    private static SortedDictionary<string, Schema> ReadProperties(JsonObject json)
    {
        var properties = new SortedDictionary<string, Schema>(StringComparer.Ordinal);
        foreach (var (name, child) in json.Child("properties") ?? [])
        {
            if (child is JsonObject schema)
            {
                properties[name] = Read(schema);
            }
        }

        return properties;
    }

    private static List<Schema> ReadAll(JsonObject json, string name) =>
        [.. (json.Items(name) ?? []).OfType<JsonObject>().Select(Read)];

    private static List<CelRule> ReadRules(JsonObject json) =>
        [.. (json.Items("x-kubernetes-validations") ?? []).OfType<JsonObject>().Select(CelRule.Read)];
}

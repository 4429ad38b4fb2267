using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gko.Kubernetes.Schemas;

/// <summary>Reads keywords of a schema node, tolerating wrong types: a keyword of the wrong type counts as absent.</summary>
internal static class SchemaNodes
{
    public const string PreserveUnknownFields = "x-kubernetes-preserve-unknown-fields";
    public const string IntOrString = "x-kubernetes-int-or-string";
    public const string EmbeddedResource = "x-kubernetes-embedded-resource";
    public const string ListType = "x-kubernetes-list-type";
    public const string ListMapKeys = "x-kubernetes-list-map-keys";
    public const string MapType = "x-kubernetes-map-type";
    public const string Validations = "x-kubernetes-validations";

    public static string? Text(this JsonObject schema, string keyword) =>
        schema[keyword] is { } node && node.GetValueKind() is JsonValueKind.String ? node.GetValue<string>() : null;

    public static bool Flag(this JsonObject schema, string keyword) =>
        schema[keyword]?.GetValueKind() is JsonValueKind.True;

    public static decimal? Number(this JsonObject schema, string keyword) => schema[keyword].AsNumber();

    /// <summary>The number, or null for anything else and for numbers beyond what decimal holds.</summary>
    public static decimal? AsNumber(this JsonNode? node) =>
        node?.GetValueKind() is JsonValueKind.Number
        && decimal.TryParse(node.ToJsonString(), NumberStyles.Float, null, out var number)
            ? number
            : null;

    public static JsonObject? Schema(this JsonObject schema, string keyword) => schema[keyword] as JsonObject;

    /// <summary>The schemas below <c>properties</c>.</summary>
    public static IEnumerable<KeyValuePair<string, JsonObject>> Properties(this JsonObject schema)
    {
        foreach (var (name, value) in schema.Schema("properties") ?? [])
        {
            if (value is JsonObject property)
            {
                yield return KeyValuePair.Create(name, property);
            }
        }
    }

    public static IEnumerable<string> Texts(this JsonObject schema, string keyword) =>
        schema[keyword] is JsonArray list
            ? list.Where(item => item?.GetValueKind() is JsonValueKind.String).Select(item => item!.GetValue<string>())
            : [];

    /// <summary>What stands below allOf, anyOf, oneOf and not, with the junctor's name and the position in it.</summary>
    public static IEnumerable<(JsonObject Branch, string Junctor, int Index)> Junctors(this JsonObject schema)
    {
        foreach (var junctor in new[] { "allOf", "anyOf", "oneOf" })
        {
            var branches = schema[junctor] as JsonArray ?? [];
            for (var i = 0; i < branches.Count; i++)
            {
                if (branches[i] is JsonObject branch)
                {
                    yield return (branch, junctor, i);
                }
            }
        }

        if (schema.Schema("not") is { } not)
        {
            yield return (not, "not", 0);
        }
    }
}

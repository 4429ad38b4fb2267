using System.Buffers;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gko.DevCluster.ApiServer;

/// <summary>
/// The part of decoding that fails on wrong JSON types. Built-in kinds are checked as a whole, custom ones only in their
/// metadata: there the schema's validation speaks.
/// </summary>
internal static partial class BodyTypes
{
    private static readonly SearchValues<char> Base64Letters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");

    /// <summary>The decoder's complaint, or null when the types fit.</summary>
    public static string? Check(JsonObject node, ResourceDefinition resource)
    {
        var metadata = resource.Schema.Properties["metadata"];
        return resource.IsCustom
            ? Walk(node["metadata"], metadata, "ObjectMeta")
            : Walk(node, resource.Schema, resource.Kind);
    }

    private static string? Walk(JsonNode? node, Schema schema, string path)
    {
        if (node is null || schema.IntOrString || schema.Type.Length == 0)
        {
            return null;
        }

        var actual = SchemaValidator.TypeOf(node);
        if (actual != schema.Type && !(schema.Type == "number" && actual == "integer"))
        {
            return $"json: cannot unmarshal {GoKind(actual)} into Go struct field {path} of type {GoType(schema)}";
        }

        return node switch
        {
            JsonObject map => map.Select(pair => schema.Field(pair.Key, out var declared) is { } field
                ? Walk(pair.Value, field, declared ? $"{path}.{pair.Key}" : path)
                : null).FirstOrDefault(found => found is not null),
            JsonArray list when schema.Items is { } items => list.Select(item => Walk(item, items, path)).FirstOrDefault(found => found is not null),
            _ => CheckText(node.AsText(), schema),
        };
    }

    private static string? CheckText(string? text, Schema schema) => (schema.Format, text) switch
    {
        (_, null) => null,
        ("byte", _) when !Formats.Matches("byte", text) => $"illegal base64 data at input byte {FirstNotBase64(text)}",
        ("date-time", _) when !Formats.IsDateTime(text) =>
            $"parsing time \"{text}\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"{text}\" as \"2006\"",
        ("micro-time", _) when !MicroTimePattern().IsMatch(text) =>
            $"parsing time \"{text}\" as \"2006-01-02T15:04:05.000000Z07:00\": cannot parse \"{Rest(text)}\" as \".000000\"",
        _ => null,
    };

    private static int FirstNotBase64(string text)
    {
        var at = text.AsSpan().IndexOfAnyExcept(Base64Letters);
        return at < 0 ? text.Length : at;
    }

    private static string Rest(string text) => text.Length > 19 ? text[19..] : text;

    private static string GoKind(string actual) => actual switch
    {
        "integer" => "number",
        "boolean" => "bool",
        _ => actual,
    };

    private static string GoType(Schema schema) => schema.Type switch
    {
        "boolean" => "bool",
        "integer" => schema.Format.Length > 0 ? schema.Format : "int64",
        "number" => "float64",
        "array" => $"[]{(schema.Items is { } items ? GoType(items) : "interface {}")}",
        "object" when schema.Values is { } values => $"map[string]{GoType(values)}",
        "object" => "struct",
        _ when schema.Format == "byte" => "[]uint8",
        var type => type.ToString(CultureInfo.InvariantCulture),
    };

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}(Z|[+-]\d\d:\d\d)$")]
    private static partial Regex MicroTimePattern();
}

using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gko.Apim.Tests.Payloads;

/// <summary>
/// Compares JSON with a schema of an OpenAPI document: the keywords that APIM's documents use. A null counts as absent, as it
/// does for APIM; fields that the schema does not know are told apart from mistakes, because APIM ignores them.
/// </summary>
internal sealed class OpenApiChecker(JsonObject document)
{
    /// <summary>What APIM would refuse.</summary>
    public List<string> Mistakes { get; } = [];

    /// <summary>Fields that APIM ignores, with their places but without positions in lists.</summary>
    public SortedSet<string> Unknown { get; } = new(StringComparer.Ordinal);

    public void Check(JsonNode value, string schema) => Check(value, Component(schema), "");

    private void Check(JsonNode? value, JsonObject schema, string path)
    {
        if (value is null)
        {
            return;
        }

        schema = Chosen(schema, value);
        if (schema["type"]?.GetValue<string>() is { } type && !IsOfType(value, type))
        {
            Mistakes.Add($"{path}: {value.ToJsonString()} is no {type}");
            return;
        }

        if (schema["enum"] is JsonArray allowed && !allowed.Any(one => JsonNode.DeepEquals(Upper(one), Upper(value))))
        {
            Mistakes.Add($"{path}: {value.ToJsonString()} is not allowed");
        }

        switch (value)
        {
            case JsonObject fields:
                CheckFields(fields, schema, path);
                break;
            case JsonArray list:
                CheckItems(list, schema, path);
                break;
            default:
                CheckScalar(value, schema, path);
                break;
        }
    }

    private void CheckFields(JsonObject fields, JsonObject schema, string path)
    {
        var properties = Properties(schema).ToLookup(property => property.Key, property => property.Value!.AsObject());
        foreach (var name in Required(schema).Where(name => fields[name] is null))
        {
            Mistakes.Add($"{path}.{name}: is required");
        }

        foreach (var (name, value) in fields)
        {
            if (properties[name].LastOrDefault() is { } known)
            {
                Check(value, known, $"{path}.{name}");
            }
            else if (schema["additionalProperties"] is JsonObject any)
            {
                Check(value, any, $"{path}.*");
            }
            else if (properties.Count > 0)
            {
                Unknown.Add($"{path}.{name}");
            }
        }
    }

    private void CheckItems(JsonArray list, JsonObject schema, string path)
    {
        if (list.Count < (schema["minItems"]?.GetValue<int>() ?? 0))
        {
            Mistakes.Add($"{path}: has too few items");
        }

        foreach (var item in list)
        {
            Check(item, schema["items"]!.AsObject(), path + "[]");
        }
    }

    private void CheckScalar(JsonNode value, JsonObject schema, string path)
    {
        if (value.GetValueKind() is JsonValueKind.String)
        {
            var text = value.GetValue<string>();
            var fits = text.Length >= (schema["minLength"]?.GetValue<int>() ?? 0)
                && text.Length <= (schema["maxLength"]?.GetValue<int>() ?? int.MaxValue)
                && (schema["pattern"] is not { } pattern || Regex.IsMatch(text, pattern.GetValue<string>()));
            if (!fits)
            {
                Mistakes.Add($"{path}: \"{text}\" has a length or form that is not allowed");
            }
        }
        else if (schema["minimum"] is { } least && value.GetValueKind() is JsonValueKind.Number
            && double.Parse(value.ToJsonString(), null) < double.Parse(least.ToJsonString(), null))
        {
            Mistakes.Add($"{path}: {value.ToJsonString()} is too small");
        }
    }

    private IEnumerable<KeyValuePair<string, JsonNode?>> Properties(JsonObject schema) =>
        Parts(schema).SelectMany(part => part["properties"]?.AsObject() ?? []);

    private IEnumerable<string> Required(JsonObject schema) =>
        Parts(schema).SelectMany(part => part["required"]?.AsArray() ?? []).Select(name => name!.GetValue<string>()).Distinct();

    private IEnumerable<JsonObject> Parts(JsonObject schema) =>
        (schema["allOf"]?.AsArray() ?? []).SelectMany(part => Parts(Followed(part!.AsObject()))).Append(schema);

    /// <summary>The one schema of several that a value says it follows.</summary>
    private JsonObject Chosen(JsonObject schema, JsonNode value)
    {
        var followed = Followed(schema);
        return followed["oneOf"] is JsonArray && followed["discriminator"]!["propertyName"]!.GetValue<string>() is var name
            && Upper((value as JsonObject)?[name])?.ToString() is { } kind && followed["discriminator"]!["mapping"]![kind] is { } target
                ? Component(target.GetValue<string>().Split('/')[^1])
                : followed;
    }

    private JsonObject Followed(JsonObject schema) =>
        schema["$ref"] is { } reference ? Followed(Component(reference.GetValue<string>().Split('/')[^1])) : schema;

    private JsonObject Component(string name) => document["components"]!["schemas"]![name]!.AsObject();

    /// <summary>APIM reads enumerated values without regard to case.</summary>
    private static JsonNode? Upper(JsonNode? value) =>
        value?.GetValueKind() is JsonValueKind.String ? value.GetValue<string>().ToUpperInvariant() : value;

    private static bool IsOfType(JsonNode value, string type) => value.GetValueKind() switch
    {
        JsonValueKind.Object => type == "object",
        JsonValueKind.Array => type == "array",
        JsonValueKind.String => type == "string",
        JsonValueKind.Number => type is "number" or "integer",
        _ => type == "boolean",
    };
}

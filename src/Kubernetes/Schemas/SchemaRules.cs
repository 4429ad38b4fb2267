using System.Text.Json.Nodes;

namespace Gko.Kubernetes.Schemas;

/// <summary>Writes what attributes say about a field into its schema.</summary>
internal static class SchemaRules
{
    public static void Apply(JsonObject schema, object[] attributes)
    {
        AddCelRules(schema, attributes.OfType<CelRuleAttribute>());
        foreach (var attribute in attributes)
        {
            ApplyToField(schema, attribute);
            ApplyToValue(Innermost(schema), attribute);
        }
    }

    public static void AddCelRules(JsonObject schema, IEnumerable<CelRuleAttribute> rules)
    {
        var list = new JsonArray([.. rules.Select(Rule)]);
        if (list.Count > 0)
        {
            schema["x-kubernetes-validations"] = list;
        }
    }

    private static void ApplyToField(JsonObject schema, object attribute)
    {
        switch (attribute)
        {
            case DefaultAttribute @default:
                schema["default"] = @default.ToJson();
                break;
            case MinItemsAttribute minimum:
                schema["minItems"] = minimum.Count;
                break;
            case MaxItemsAttribute maximum:
                schema["maxItems"] = maximum.Count;
                break;
            case ListTypeAttribute list:
                schema["x-kubernetes-list-type"] = list.Name;
                break;
            case ListMapKeysAttribute map:
                schema["x-kubernetes-list-type"] = "map";
                schema["x-kubernetes-list-map-keys"] = JsonLists.Of(map.Keys);
                break;
        }
    }

    private static void ApplyToValue(JsonObject schema, object attribute)
    {
        switch (attribute)
        {
            case AllowedValuesAttribute allowed:
                schema["enum"] = JsonLists.Of(allowed.Values);
                break;
            case PatternAttribute pattern:
                schema["pattern"] = pattern.Expression;
                break;
            case FormatAttribute format:
                schema["format"] = format.Name;
                break;
            case ExampleAttribute example:
                schema["example"] = example.Value;
                break;
            case MinimumAttribute minimum:
                schema["minimum"] = minimum.Value;
                break;
            case MaximumAttribute maximum:
                schema["maximum"] = maximum.Value;
                break;
            case LengthAttribute length:
                AddLength(schema, length);
                break;
            case PreserveUnknownFieldsAttribute:
                schema["type"] = "object";
                schema["x-kubernetes-preserve-unknown-fields"] = true;
                break;
        }
    }

    private static void AddLength(JsonObject schema, LengthAttribute length)
    {
        if (length.Minimum > 0)
        {
            schema["minLength"] = length.Minimum;
        }

        if (length.Maximum >= 0)
        {
            schema["maxLength"] = length.Maximum;
        }
    }

    /// <summary>The value itself, or what a list or map of any depth finally holds.</summary>
    private static JsonObject Innermost(JsonObject schema)
    {
        while ((schema["items"] ?? schema["additionalProperties"]) is JsonObject inner)
        {
            schema = inner;
        }

        return schema;
    }

    private static JsonNode Rule(CelRuleAttribute attribute)
    {
        var rule = new JsonObject { ["rule"] = attribute.Expression };
        foreach (var (key, value) in new[]
        {
            ("message", attribute.Message),
            ("messageExpression", attribute.MessageExpression),
            ("reason", attribute.Reason),
            ("fieldPath", attribute.FieldPath),
        })
        {
            if (value is not null)
            {
                rule[key] = value;
            }
        }

        return rule;
    }
}

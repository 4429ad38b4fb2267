using System.Text.Json.Nodes;

namespace Gko.Kubernetes.Schemas;

/// <summary>Fills in what a manifest leaves out, as the API server does before it validates and stores an object.</summary>
public static class SchemaDefaults
{
    /// <summary>
    /// Writes the defaults of <paramref name="schema"/> into <paramref name="value"/> and everything below it. A null
    /// counts as left out unless the schema allows it. What does not fit the schema is left alone.
    /// </summary>
    public static void Apply(JsonNode? value, JsonObject schema)
    {
        switch (value)
        {
            case JsonObject fields:
                ApplyToFields(fields, schema);
                break;
            case JsonArray list when schema.Schema("items") is { } items:
                foreach (var item in list)
                {
                    Apply(item, items);
                }

                break;
        }
    }

    private static void ApplyToFields(JsonObject fields, JsonObject schema)
    {
        foreach (var (name, property) in schema.Properties())
        {
            if (property["default"] is { } value && fields[name] is null && !(fields.ContainsKey(name) && property.Flag("nullable")))
            {
                fields[name] = value.DeepClone();
            }
        }

        foreach (var (name, value) in fields)
        {
            if ((schema.Schema("properties")?.Schema(name) ?? schema.Schema("additionalProperties")) is { } known)
            {
                Apply(value, known);
            }
        }
    }
}

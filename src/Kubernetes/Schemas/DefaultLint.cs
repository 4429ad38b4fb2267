using System.Text.Json.Nodes;

namespace Gko.Kubernetes.Schemas;

/// <summary>A default must itself be valid and hold no field that the schema does not know.</summary>
internal static class DefaultLint
{
    public static void Check(JsonObject schema, string path, SchemaFindings findings)
    {
        if (schema["default"] is { } value)
        {
            SchemaValidator.Check(value, schema, $"{path}.default", findings);
        }

        foreach (var (name, property) in schema.Properties())
        {
            Check(property, $"{path}.properties[{name}]", findings);
        }

        foreach (var keyword in new[] { "items", "additionalProperties" })
        {
            if (schema.Schema(keyword) is { } inner)
            {
                Check(inner, $"{path}.{keyword}", findings);
            }
        }
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gko.Kubernetes.Schemas;

/// <summary>
/// Says whether a value fits a structural schema, as strictly as <c>kubectl apply --validate=strict</c>: fields that the
/// schema does not know are findings too. Formats other than those of integers, CEL rules and list types are not looked at.
/// </summary>
public static class SchemaValidator
{
    /// <summary>All findings, ordered by path; empty means that the value fits.</summary>
    /// <param name="value">The value, to which <see cref="SchemaDefaults"/> were applied; null stands for JSON's null.</param>
    /// <param name="schema">A schema that <see cref="StructuralSchemaLint"/> has nothing against.</param>
    /// <param name="path">What the paths of findings start with.</param>
    public static IReadOnlyList<SchemaFinding> Validate(JsonNode? value, JsonObject schema, string path = "")
    {
        var findings = new SchemaFindings();
        Check(value, schema, path, findings);
        return findings.Sorted();
    }

    internal static void Check(JsonNode? value, JsonObject schema, string path, SchemaFindings findings)
    {
        if (value is null && schema.Flag("nullable"))
        {
            return;
        }

        if (!ValueRules.IsOfType(value, schema))
        {
            var expected = schema.Flag(SchemaNodes.IntOrString) ? "integer or string" : schema.Text("type");
            findings.Invalid(path, value, $"must be of type {expected}");
            return;
        }

        ValueRules.Judge(value, schema, path, findings);
        switch (value)
        {
            case JsonObject fields:
                CheckFields(fields, schema, path, findings);
                break;
            case JsonArray list when schema.Schema("items") is { } items:
                for (var i = 0; i < list.Count; i++)
                {
                    Check(list[i], items, $"{path}[{i}]", findings);
                }

                break;
        }
    }

    internal static string Below(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static void CheckFields(JsonObject fields, JsonObject schema, string path, SchemaFindings findings)
    {
        foreach (var (name, value) in fields)
        {
            if ((schema.Schema("properties")?.Schema(name) ?? schema.Schema("additionalProperties")) is { } known)
            {
                Check(value, known, Below(path, name), findings);
            }
            else if (!MayHold(schema, name))
            {
                findings.Invalid(Below(path, name), value, "unknown field");
            }
        }
    }

    private static bool MayHold(JsonObject schema, string name) =>
        schema.Flag(SchemaNodes.PreserveUnknownFields)
        || schema.ContainsKey("additionalProperties")
        || (schema.Flag(SchemaNodes.EmbeddedResource) && name is "apiVersion" or "kind" or "metadata");
}

using System.Text.Json.Nodes;

namespace Gko.Kubernetes.Schemas;

/// <summary>
/// Says what the API server would refuse about the schemas of a CustomResourceDefinition, without an API server, and all
/// of it at once. Stricter than the server in one point: defaults below additionalProperties must be valid too. CEL
/// expressions are not compiled.
/// </summary>
public static class StructuralSchemaLint
{
    /// <summary>Findings of all versions of a definition, ordered by path; empty means that its schemas are accepted.</summary>
    public static IReadOnlyList<SchemaFinding> CheckDefinition(JsonObject definition)
    {
        var findings = new SchemaFindings();
        var versions = definition["spec"]?["versions"] as JsonArray ?? [];
        for (var i = 0; i < versions.Count; i++)
        {
            var path = $"spec.versions[{i}].schema.openAPIV3Schema";
            if (versions[i]?["schema"]?["openAPIV3Schema"] is JsonObject schema)
            {
                Check(schema, path, findings);
            }
            else
            {
                findings.Required(path, "schemas are required");
            }
        }

        return findings.Sorted();
    }

    /// <summary>Findings of one <c>openAPIV3Schema</c>, ordered by path.</summary>
    /// <param name="schema">The schema at its root.</param>
    /// <param name="path">What the paths of findings start with.</param>
    public static IReadOnlyList<SchemaFinding> CheckSchema(JsonObject schema, string path = "openAPIV3Schema")
    {
        var findings = new SchemaFindings();
        Check(schema, path, findings);
        return findings.Sorted();
    }

    private static void Check(JsonObject schema, string path, SchemaFindings findings)
    {
        new StructureLint(findings).Check(schema, path, SchemaLevel.Root);
        if (findings.Count == 0)
        {
            // Whether a value fits is a sensible question only for a sound schema.
            DefaultLint.Check(schema, path, findings);
        }
    }
}

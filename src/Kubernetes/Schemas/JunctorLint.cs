using System.Text.Json.Nodes;

namespace Gko.Kubernetes.Schemas;

/// <summary>
/// The rules for what stands below allOf, anyOf, oneOf and not: it may judge values, but not add to the structure; at the
/// root it may only speak of fields that the structure has.
/// </summary>
internal sealed class JunctorLint(SchemaFindings findings)
{
    private static readonly string[] MustBeEmpty = ["type", "title", "description", SchemaNodes.ListMapKeys];

    private static readonly string[] MustBeUndefined = ["additionalProperties", "default", SchemaNodes.ListType, SchemaNodes.MapType];

    private static readonly string[] MustBeFalse =
        ["nullable", SchemaNodes.PreserveUnknownFields, SchemaNodes.EmbeddedResource, SchemaNodes.IntOrString];

    /// <summary>Checks what stands below the junctors of a node of the structure.</summary>
    public void Check(JsonObject node, string path, SchemaLevel level)
    {
        // The API server, too, looks for counterparts of fields only where a junctor stands at the root.
        var structure = level is SchemaLevel.Root ? node : null;
        foreach (var (branch, junctor, index) in node.Junctors())
        {
            if (!(junctor == "anyOf" && IsIntOrStringPair(node)))
            {
                var mayHoldPair = junctor == "allOf" && index == 0;
                CheckBranch(branch, BranchPath(path, junctor, index), structure, path, mayHoldPair);
            }
        }
    }

    /// <param name="branch">A schema below a junctor.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="structure">The node of the structure that it speaks of, or null where nothing needs a counterpart.</param>
    /// <param name="structurePath">Where that node is, or should be.</param>
    /// <param name="mayHoldPair">Whether an anyOf of integer and string is tolerated, as code generators write it.</param>
    private void CheckBranch(
        JsonObject branch, string path, JsonObject? structure, string structurePath, bool mayHoldPair = false)
    {
        Forbid(branch, path);
        StructureLint.CheckPattern(branch, path, findings);
        foreach (var (below, junctor, index) in branch.Junctors())
        {
            if (!(mayHoldPair && junctor == "anyOf" && IsIntOrStringPair(branch)))
            {
                CheckBranch(below, BranchPath(path, junctor, index), structure, structurePath);
            }
        }

        foreach (var (name, property) in branch.Properties())
        {
            CheckProperty(name, property, path, structure, structurePath);
        }

        if (branch.Schema("items") is { } items)
        {
            var counterpart = structure?.Schema("items");
            if (structure is not null && counterpart is null)
            {
                findings.Required($"{structurePath}.items", $"because it is defined in {path}.items");
            }

            CheckBranch(items, $"{path}.items", counterpart, $"{structurePath}.items");
        }
    }

    private void CheckProperty(string name, JsonObject property, string path, JsonObject? structure, string structurePath)
    {
        var propertyPath = $"{path}.properties[{name}]";
        if (name == "metadata")
        {
            findings.Forbidden(propertyPath, "must not be specified in a nested context");
        }

        var counterpart = structure?.Schema("properties")?.Schema(name);
        if (structure is not null && counterpart is null)
        {
            findings.Required($"{structurePath}.properties[{name}]", $"because it is defined in {propertyPath}");
        }

        CheckBranch(property, propertyPath, counterpart, $"{structurePath}.properties[{name}]");
    }

    private void Forbid(JsonObject branch, string path)
    {
        foreach (var keyword in MustBeEmpty.Where(branch.ContainsKey))
        {
            findings.Forbidden($"{path}.{keyword}", "must be empty to be structural");
        }

        foreach (var keyword in MustBeUndefined.Where(branch.ContainsKey))
        {
            findings.Forbidden($"{path}.{keyword}", "must be undefined to be structural");
        }

        foreach (var keyword in MustBeFalse.Where(branch.Flag))
        {
            findings.Forbidden($"{path}.{keyword}", "must be false to be structural");
        }
    }

    private static string BranchPath(string path, string junctor, int index) =>
        junctor == "not" ? $"{path}.not" : $"{path}.{junctor}[{index}]";

    private static bool IsIntOrStringPair(JsonObject schema) =>
        schema["anyOf"] is JsonArray { Count: 2 } pair
        && pair[0] is JsonObject { Count: 1 } integer && integer.Text("type") == "integer"
        && pair[1] is JsonObject { Count: 1 } text && text.Text("type") == "string";
}

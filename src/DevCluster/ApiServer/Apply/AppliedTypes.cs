using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Checks that an applied configuration fits the schema closely enough to be merged.</summary>
internal static class AppliedTypes
{
    /// <exception cref="ApiStatusException">500, as the API server answers: the configuration cannot be merged.</exception>
    public static void Check(JsonObject applied, ResourceDefinition resource)
    {
        var errors = new List<string>();
        Walk(applied, resource.Schema, "", errors);
        if (errors.Count == 0)
        {
            return;
        }

        errors.Sort(StringComparer.Ordinal);
        var metadata = applied.Child("metadata");
        var problem = errors.Count == 1 ? errors[0] : $"errors:\n  {string.Join("\n  ", errors)}";
        throw Refusals.Internal(
            $"failed to create typed patch object ({metadata.Text("namespace")}/{metadata.Text("name")}; "
            + $"{Group(resource)}, Kind={resource.Kind}): {problem}");
    }

    private static string Group(ResourceDefinition resource) => $"{resource.Group}/{resource.Version}";

    private static void Walk(JsonNode? node, Schema schema, string path, List<string> errors)
    {
        if (node is null || schema.Type.Length == 0)
        {
            if (node is JsonObject map)
            {
                WalkMap(map, schema, path, errors);
            }

            return;
        }

        switch (schema.Type, node)
        {
            case ("object", JsonObject map):
                WalkMap(map, schema, path, errors);
                break;
            case ("array", JsonArray list):
                WalkList(list, schema, path, errors);
                break;
            default:
                CheckScalar(node, schema, path, errors);
                break;
        }
    }

    private static void WalkMap(JsonObject map, Schema schema, string path, List<string> errors)
    {
        foreach (var (name, value) in map)
        {
            if (schema.Field(name, out _) is { } field)
            {
                Walk(value, field, $"{path}.{name}", errors);
            }
            else if (!schema.PreserveUnknown && !schema.AnyValues && !schema.EmbeddedResource && !schema.IntOrString)
            {
                errors.Add($"{path}.{name}: field not declared in schema");
            }
        }
    }

    private static void WalkList(JsonArray list, Schema schema, string path, List<string> errors)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < list.Count; index++)
        {
            var element = schema.ListType == "atomic" ? $"{index}" : FieldElement.Item(list[index], schema);
            if (element is null)
            {
                errors.Add($"{path}: element {index}: associative list with keys has an element that omits all key fields "
                    + $"[{string.Join(' ', schema.ListMapKeys.Select(key => $"\"{key}\""))}] (and doesn't have default values for any key fields)");
                continue;
            }

            if (!seen.Add(element))
            {
                errors.Add($"{path}: duplicate entries for key {FieldElement.Show(element)}");
            }

            if (schema.Items is { } items)
            {
                Walk(list[index], items, schema.ListType == "atomic" ? $"{path}[{index}]" : path + FieldElement.Show(element), errors);
            }
        }
    }

    private static void CheckScalar(JsonNode node, Schema schema, string path, List<string> errors)
    {
        var kind = node.GetValueKind();
        var complaint = schema.Type switch
        {
            "object" => $"expected map, got &{{{Shown(node)}}}",
            "array" => $"expected list, got &{{{Shown(node)}}}",
            "string" when kind is not JsonValueKind.String => $"expected string, got &value.valueUnstructured{{Value:{Shown(node)}}}",
            "integer" or "number" when kind is not JsonValueKind.Number => $"expected numeric (int or float), got {SchemaValidator.TypeOf(node)}",
            "boolean" when node.AsFlag() is null => $"expected boolean, got &value.valueUnstructured{{Value:{Shown(node)}}}",
            _ => null,
        };
        if (complaint is not null)
        {
            errors.Add($"{path}: {complaint}");
        }
    }

    private static string Shown(JsonNode node) => node.AsText() ?? node.ToJsonText();
}

using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Brings a decoded body into the kind's shape: types, unknown fields, defaults. Never judges values.</summary>
internal static class ObjectShaper
{
    /// <param name="strictErrors">What the decoder already found, such as repeated keys.</param>
    /// <param name="strictly">How a strict refusal is worded; it differs between create, update and patch.</param>
    public static void Shape(
        WriteContext context, JsonObject node, IEnumerable<string> strictErrors, Func<string, ApiStatusException>? strictly = null)
    {
        var resource = context.Resource;
        if (BodyTypes.Check(node, resource) is { } mismatch)
        {
            throw CannotHandle(resource, mismatch);
        }

        var unknown = Pruner.Prune(node, resource.Schema).Select(path => $"unknown field \"{path}\"");
        var problems = strictErrors.Concat(resource.IsCustom ? unknown.Order(StringComparer.Ordinal) : unknown).ToList();
        if (problems.Count > 0 && context.Validation is FieldValidation.Strict)
        {
            var text = $"strict decoding error: {string.Join(", ", problems)}";
            throw strictly?.Invoke(text) ?? CannotHandle(resource, text);
        }

        if (context.Validation is FieldValidation.Warn)
        {
            context.Warnings.AddRange(problems);
        }

        Complete(resource, node);
    }

    /// <summary>Applies defaults, and what built-in kinds derive from other fields.</summary>
    public static void Complete(ResourceDefinition resource, JsonObject node)
    {
        Defaulter.Apply(node, resource.Schema);
        node["apiVersion"] = resource.ApiVersion;
        node["kind"] = resource.Kind;
        BuiltInRules.Complete(resource, node);
        DropEmpty(node.Metadata());
    }

    // Metadata has a type of its own on a real server, in which an empty collection is none.
    private static void DropEmpty(JsonObject metadata)
    {
        foreach (var field in (string[])["labels", "annotations", "finalizers", "ownerReferences"])
        {
            if (metadata[field] is JsonArray { Count: 0 } or JsonObject { Count: 0 })
            {
                metadata.Remove(field);
            }
        }
    }

    private static ApiStatusException CannotHandle(ResourceDefinition resource, string why) =>
        Refusals.BadRequest($"{resource.Kind} in version \"{resource.Version}\" cannot be handled as a {resource.Kind}: {why}");
}

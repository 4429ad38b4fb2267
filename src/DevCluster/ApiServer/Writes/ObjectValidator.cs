using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>All checks that end in 422 Invalid.</summary>
internal static class ObjectValidator
{
    /// <exception cref="ApiStatusException">422: the object is invalid.</exception>
    public static void ThrowIfInvalid(ResourceDefinition resource, JsonObject node, JsonObject? old)
    {
        var errors = MetadataRules.Validate(resource, node);
        if (old is not null)
        {
            errors.AddRange(MetadataRules.ValidateUpdate(node, old));
        }

        errors.AddRange(SchemaErrors(resource, node));
        if (resource.Schema.HasRules)
        {
            if (errors.Exists(error => error.BlocksRules))
            {
                errors.Add(SchemaRules.NotChecked);
            }
            else
            {
                SchemaRules.Check(node, old, resource.Schema, "", errors);
            }
        }

        if (!errors.Exists(error => error.BlocksRules))
        {
            errors.AddRange(BuiltInRules.Validate(resource, node, old));
        }

        if (errors.Count > 0)
        {
            throw Refusals.Invalid(resource, node.Metadata().Text("name") ?? "", errors);
        }
    }

    // Metadata has rules of its own, and its times may be null. So have lists of webhooks and of their conditions.
    private static IEnumerable<FieldError> SchemaErrors(ResourceDefinition resource, JsonObject node)
    {
        var errors = SchemaValidator.Validate(node, resource.Schema);
        if (resource.Group != "admissionregistration.k8s.io")
        {
            ListUniqueness.Check(node, resource.Schema, "", errors);
        }

        return errors.Where(error => !error.Field.StartsWith("metadata.", StringComparison.Ordinal));
    }
}

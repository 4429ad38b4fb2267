using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Does the body belong to the path it was sent to?</summary>
internal static class BodyChecks
{
    private const string NamespaceMismatch = "the namespace of the provided object does not match the namespace sent on the request";

    /// <exception cref="ApiStatusException">400 or 422.</exception>
    public static void CheckType(ResourceDefinition resource, JsonObject node)
    {
        if (node.Text("apiVersion") is { Length: > 0 } version && version != resource.ApiVersion)
        {
            throw Refusals.BadRequest(
                $"the API version in the data ({version}) does not match the expected API version ({resource.ApiVersion})");
        }

        if (node.Text("kind") is { Length: > 0 } kind && kind != resource.Kind)
        {
            throw Refusals.Invalid(resource.Group, kind, node.Child("metadata").Text("name") ?? "",
                [FieldError.Invalid("kind", kind, $"must be {resource.Kind}")]);
        }
    }

    /// <summary>Fills in the namespace of the path when the body has none.</summary>
    /// <exception cref="ApiStatusException">400.</exception>
    public static void CheckNamespace(WriteContext context, JsonObject node)
    {
        var metadata = node.Metadata();
        var own = metadata.Text("namespace") ?? "";
        if (own.Length > 0 && own != (context.Namespace ?? ""))
        {
            throw Refusals.BadRequest(NamespaceMismatch);
        }

        if (context.Namespace is not null)
        {
            metadata["namespace"] = context.Namespace;
        }
    }

    /// <exception cref="ApiStatusException">400.</exception>
    public static void CheckName(WriteContext context, JsonObject node)
    {
        var name = node.Metadata().Text("name");
        if (string.IsNullOrEmpty(name))
        {
            node.Metadata()["name"] = context.Name;
        }
        else if (name != context.Name)
        {
            throw Refusals.BadRequest($"the name of the object ({name}) does not match the name on the URL ({context.Name})");
        }
    }
}

using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>OpenAPI v3 in the extent that kubectl reads: schemas for <c>explain</c>, and the parameters it looks for before it applies.</summary>
internal static class OpenApiV3
{
    private const string MetaName = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";

    public static JsonObject Index(ResourceRegistry registry)
    {
        var paths = new JsonObject();
        foreach (var group in registry.All.GroupBy(PathOf, StringComparer.Ordinal))
        {
            // Clients keep a document for as long as its hash stays the same.
            var hash = Convert.ToHexString(SHA256.HashData(Document(group).ToUtf8()));
            paths[group.Key] = new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{group.Key}?hash={hash}" };
        }

        return new JsonObject { ["paths"] = paths };
    }

    /// <summary>The document of <c>api/v1</c> or <c>apis/group/version</c>, or null when that is not served.</summary>
    public static JsonObject? Document(ResourceRegistry registry, string path)
    {
        var resources = registry.All.Where(resource => PathOf(resource) == path).ToList();
        return resources.Count == 0 ? null : Document(resources);
    }

    private static string PathOf(ResourceDefinition resource) =>
        resource.Group.Length == 0 ? $"api/{resource.Version}" : $"apis/{resource.ApiVersion}";

    private static JsonObject Document(IEnumerable<ResourceDefinition> resources)
    {
        var paths = new JsonObject();
        var schemas = new JsonObject { [MetaName] = CommonSchemas.ObjectMeta() };
        foreach (var resource in resources)
        {
            schemas[resource.OpenApiName] = SchemaOf(resource);
            var collection = resource.Path("{namespace}");
            paths[collection] = new JsonObject { ["get"] = Operation(resource, "list"), ["post"] = Operation(resource, "post") };
            if (resource.Verbs.Contains("get"))
            {
                paths[resource.Path("{namespace}", "{name}")] = new JsonObject
                {
                    ["get"] = Operation(resource, "get"),
                    ["put"] = Operation(resource, "put"),
                    ["patch"] = Operation(resource, "patch"),
                    ["delete"] = Operation(resource, "delete"),
                };
            }
        }

        return new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = ServerVersion.Text },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas },
        };
    }

    private static JsonObject SchemaOf(ResourceDefinition resource)
    {
        var schema = resource.Schema.Raw.Copy();
        schema.Ensure("properties")["metadata"] = new JsonObject
        {
            ["description"] = "Standard object's metadata.",
            ["allOf"] = new JsonArray(Reference(MetaName)),
        };
        schema["x-kubernetes-group-version-kind"] = new JsonArray(GroupVersionKind(resource));
        return schema;
    }

    private static JsonObject Operation(ResourceDefinition resource, string action) => new()
    {
        ["operationId"] = $"{action}{resource.Kind}",
        ["parameters"] = action is "post" or "put" or "patch"
            ? new JsonArray(Parameter("dryRun"), Parameter("fieldManager"), Parameter("fieldValidation"))
            : [],
        ["responses"] = new JsonObject
        {
            ["200"] = new JsonObject
            {
                ["description"] = "OK",
                ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = Reference(resource.OpenApiName) } },
            },
        },
        ["x-kubernetes-action"] = action,
        ["x-kubernetes-group-version-kind"] = GroupVersionKind(resource),
    };

    private static JsonObject Parameter(string name) => new()
    {
        ["name"] = name, ["in"] = "query", ["schema"] = new JsonObject { ["type"] = "string", ["uniqueItems"] = true },
    };

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    private static JsonObject GroupVersionKind(ResourceDefinition resource) => new()
    {
        ["group"] = resource.Group, ["kind"] = resource.Kind, ["version"] = resource.Version,
    };
}

using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>OpenAPI v3 in the extent that kubectl reads: schemas for <c>explain</c>, and the parameters it looks for before it applies.</summary>
internal sealed class OpenApiV3(ResourceRegistry registry)
{
    private const string MetaName = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";

    private volatile Snapshot? _current;

    private Snapshot Current
    {
        get
        {
            var kinds = registry.All;
            if (_current is not { } current || !ReferenceEquals(current.Kinds, kinds))
            {
                _current = current = new Snapshot(kinds);
            }

            return current;
        }
    }

    /// <summary>Where the documents are; their addresses change with their content, since clients keep them.</summary>
    public JsonObject Index() => new()
    {
        ["paths"] = new JsonObject(Current.Documents.Select(document => KeyValuePair.Create(
            document.Key, (JsonNode?)new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{document.Key}?hash={document.Value.Hash}" }))),
    };

    /// <summary>The document of <c>api/v1</c> or <c>apis/group/version</c>, or null when that is not served.</summary>
    public byte[]? Document(string path) => Current.Documents.GetValueOrDefault(path).Document;

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

    private sealed class Snapshot(IReadOnlyList<ResourceDefinition> kinds)
    {
        public IReadOnlyList<ResourceDefinition> Kinds { get; } = kinds;

        public IReadOnlyDictionary<string, (byte[] Document, string Hash)> Documents { get; } =
            kinds.GroupBy(PathOf, StringComparer.Ordinal).ToDictionary(group => group.Key, Render);

        private static (byte[] Document, string Hash) Render(IEnumerable<ResourceDefinition> group)
        {
            var document = OpenApiV3.Document(group).ToUtf8();
            return (document, Convert.ToHexString(SHA256.HashData(document)));
        }
    }

    private static JsonObject GroupVersionKind(ResourceDefinition resource) => new()
    {
        ["group"] = resource.Group, ["kind"] = resource.Kind, ["version"] = resource.Version,
    };
}

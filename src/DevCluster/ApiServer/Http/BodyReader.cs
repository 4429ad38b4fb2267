using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Kubernetes.Serialization;
using Microsoft.AspNetCore.Http;

namespace Gko.DevCluster.ApiServer;

/// <summary>Reads request bodies in the formats that clients send.</summary>
internal static class BodyReader
{
    private const int Limit = 3 * 1024 * 1024;

    private static readonly string[] ObjectTypes = ["application/json", "application/yaml", "application/vnd.kubernetes.protobuf"];

    public static async Task<byte[]> ReadBytesAsync(HttpRequest request, CancellationToken ct)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, ct).ConfigureAwait(false);
        return buffer.Length <= Limit
            ? buffer.ToArray()
            : throw new ApiStatusException(413, "RequestEntityTooLarge", $"Request entity too large: limit is {Limit}");
    }

    /// <exception cref="ApiStatusException">400 or 415: the body is not an object of that kind.</exception>
    public static async Task<DecodedBody> ReadObjectAsync(HttpRequest request, ResourceDefinition resource, CancellationToken ct)
    {
        var bytes = await ReadBytesAsync(request, ct).ConfigureAwait(false);
        return MediaType(request) switch
        {
            "" or "application/json" => FromJson(bytes, resource),
            "application/yaml" => FromYaml(bytes, resource),
            ProtobufReader.MediaType => ProtobufReader.Read(bytes, resource) ?? throw Refusals.UnsupportedMediaType(ObjectTypes[..2]),
            _ => throw Refusals.UnsupportedMediaType(ObjectTypes),
        };
    }

    /// <summary>The options of a delete, or null when the body is empty.</summary>
    public static async Task<JsonObject?> ReadOptionsAsync(HttpRequest request, CancellationToken ct)
    {
        var bytes = await ReadBytesAsync(request, ct).ConfigureAwait(false);
        if (bytes.Length == 0)
        {
            return null;
        }

        if (MediaType(request) == ProtobufReader.MediaType)
        {
            return ProtobufReader.ReadDeleteOptions(bytes);
        }

        try
        {
            return new JsonBody().Read(bytes) as JsonObject;
        }
        catch (JsonException error)
        {
            throw Refusals.BadRequest($"couldn't get version/kind; json parse error: {error.Message}");
        }
    }

    public static async Task<PatchBody> ReadPatchAsync(HttpRequest request, ResourceDefinition resource, CancellationToken ct)
    {
        var bytes = await ReadBytesAsync(request, ct).ConfigureAwait(false);
        var kind = MediaType(request) switch
        {
            "application/json-patch+json" => PatchKind.Json,
            "application/merge-patch+json" => PatchKind.Merge,
            "application/strategic-merge-patch+json" when !resource.IsCustom => PatchKind.StrategicMerge,
            "application/apply-patch+yaml" => PatchKind.Apply,
            _ => throw Refusals.UnsupportedMediaType(resource.IsCustom
                ? ["application/json-patch+json", "application/merge-patch+json", "application/apply-patch+yaml"]
                : ["application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json", "application/apply-patch+yaml"]),
        };
        var body = new JsonBody();
        var node = ParsePatch(bytes, kind, body);
        var wanted = kind is PatchKind.Json ? "[]handlers.jsonPatchOp" : "map[string]interface {}";
        return (kind is PatchKind.Json ? node is JsonArray : node is JsonObject)
            ? new PatchBody(kind, node!, [.. body.Duplicates.Select(path => $"duplicate field \"{path}\"")])
            : throw Refusals.BadRequest($"error decoding patch: json: cannot unmarshal {SchemaValidator.TypeOf(node)} into Go value of type {wanted}");
    }

    private static JsonNode? ParsePatch(byte[] bytes, PatchKind kind, JsonBody body)
    {
        try
        {
            return kind is PatchKind.Apply && !LooksLikeJson(bytes) ? Yaml(bytes) : body.Read(bytes);
        }
        catch (JsonException error)
        {
            throw Refusals.BadRequest($"error decoding patch: {error.Message}");
        }
        catch (YamlFormatException error)
        {
            throw Refusals.BadRequest($"error decoding YAML: {error.Message}");
        }
    }

    private static DecodedBody FromJson(byte[] bytes, ResourceDefinition resource)
    {
        var body = new JsonBody();
        try
        {
            var node = body.Read(bytes);
            return new DecodedBody(RequireType(node, resource, bytes), [.. body.Duplicates.Select(path => $"duplicate field \"{path}\"")]);
        }
        catch (JsonException error)
        {
            throw Unrecognized(resource, $"couldn't get version/kind; json parse error: {error.Message}", bytes);
        }
    }

    private static DecodedBody FromYaml(byte[] bytes, ResourceDefinition resource)
    {
        try
        {
            return new DecodedBody(RequireType(Yaml(bytes), resource, bytes), []);
        }
        catch (YamlFormatException error)
        {
            throw Unrecognized(resource, error.Message, bytes);
        }
    }

    private static JsonObject RequireType(JsonNode? node, ResourceDefinition resource, byte[] bytes)
    {
        if (node is not JsonObject item)
        {
            throw Unrecognized(resource, "couldn't get version/kind; json parse error: not an object", bytes);
        }

        foreach (var (field, shown) in ((string, string)[])[("kind", "Kind"), ("apiVersion", "apiVersion")])
        {
            if (resource.IsCustom && string.IsNullOrEmpty(item.Text(field)))
            {
                throw Unrecognized(resource, $"Object '{shown}' is missing in '{Encoding.UTF8.GetString(bytes)}'", bytes);
            }
        }

        return item;
    }

    private static ApiStatusException Unrecognized(ResourceDefinition resource, string why, byte[] bytes) =>
        Refusals.BadRequest($"the object provided is unrecognized (must be of type {resource.Kind}): {why} ({Encoding.UTF8.GetString(bytes)})");

    private static JsonNode? Yaml(byte[] bytes) => YamlReader.ReadAll(Encoding.UTF8.GetString(bytes)) is [var first, ..] ? first : null;

    private static bool LooksLikeJson(byte[] bytes) =>
        bytes.AsSpan().TrimStart(" \t\r\n"u8) is [(byte)'{', ..];

    private static string MediaType(HttpRequest request) => (request.ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
}

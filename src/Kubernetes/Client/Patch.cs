using System.Text.Json.Nodes;

namespace Gko.Kubernetes.Client;

/// <summary>The body of a PATCH and how the API server is to understand it.</summary>
public sealed class Patch
{
    private Patch(string contentType, JsonNode body)
    {
        ContentType = contentType;
        Body = KubeBody.Of(body);
    }

    /// <summary>Tells the API server how to read <see cref="Body"/>.</summary>
    public string ContentType { get; }

    /// <summary>UTF-8 JSON.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>RFC 7396: members replace, null removes, lists are replaced whole.</summary>
    public static Patch Merge(JsonNode body) => new("application/merge-patch+json", body);

    /// <summary>RFC 6902: a list of operations, all or none of which are applied.</summary>
    public static Patch Json(JsonArray operations) => new("application/json-patch+json", operations);

    /// <summary>
    /// Server-side apply: the fields this manager wants; needs <see cref="WriteOptions.FieldManager"/>. It creates a missing
    /// object unless the body carries <c>metadata.uid</c>.
    /// </summary>
    public static Patch Apply(JsonNode body) => new("application/apply-patch+yaml", body);
}

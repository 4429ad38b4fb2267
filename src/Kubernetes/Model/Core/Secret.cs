using System.Text.Json.Serialization;

namespace Gko.Kubernetes.Model.Core;

/// <summary>A <c>v1</c> Secret.</summary>
public sealed class Secret : IResource<Secret>
{
    /// <inheritdoc/>
    public static ResourceType<Secret> Type { get; } = new("", "v1", "Secret", "secrets", true, KubeJson.Default.Secret);

    /// <inheritdoc/>
    public string? ApiVersion { get; set; }

    /// <inheritdoc/>
    public string? Kind { get; set; }

    /// <inheritdoc/>
    public ObjectMeta Metadata { get; set; } = new();

    /// <summary>What the secret is for, such as <c>kubernetes.io/tls</c>; cannot change after creation.</summary>
    [JsonPropertyName("type")]
    public string? SecretType { get; set; }

    /// <summary>The decoded values; on the wire they are base64.</summary>
    public Dictionary<string, byte[]>? Data { get; set; }

    /// <summary>Plain values to be merged into <see cref="Data"/> by the API server; never returned by it.</summary>
    public Dictionary<string, string>? StringData { get; set; }

    /// <summary>Whether the API server refuses changes of the values.</summary>
    public bool? Immutable { get; set; }
}

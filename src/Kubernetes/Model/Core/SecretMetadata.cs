using System.Text.Json.Serialization;

namespace Gko.Kubernetes.Model.Core;

/// <summary>A <see cref="Secret"/> without its values.</summary>
public sealed class SecretMetadata : IResource<SecretMetadata>, IMetadataOnly
{
    /// <inheritdoc/>
    public static ResourceType<SecretMetadata> Type { get; } = new("", "v1", "Secret", "secrets", true, KubeJson.Default.SecretMetadata);

    public string? ApiVersion { get; set; }

    public string? Kind { get; set; }

    /// <summary>Name, namespace, uid, version, finalizers and the time of deletion; everything else is left out.</summary>
    [JsonConverter(typeof(LeanMetadataConverter))]
    public ObjectMeta Metadata { get; set; } = new();
}

using System.Text.Json.Serialization;

namespace Gko.Kubernetes.Model.Core;

/// <summary>A <see cref="Secret"/> without its values.</summary>
public sealed class SecretMetadata : IResource<SecretMetadata>, IMetadataOnly
{
    /// <inheritdoc/>
    public static ResourceType<SecretMetadata> Type { get; } = new("", "v1", "Secret", "secrets", true, KubeJson.Default.SecretMetadata);

    /// <inheritdoc/>
    public string? ApiVersion { get; set; }

    /// <inheritdoc/>
    public string? Kind { get; set; }

    /// <summary>Without labels, and without the annotation in which kubectl keeps the whole object once more.</summary>
    [JsonConverter(typeof(LeanMetadataConverter))]
    public ObjectMeta Metadata { get; set; } = new();
}

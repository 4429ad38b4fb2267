using System.Text.Json.Serialization;

namespace Gko.Kubernetes.Model.Core;

/// <summary>A <see cref="ConfigMap"/> without its values.</summary>
public sealed class ConfigMapMetadata : IResource<ConfigMapMetadata>, IMetadataOnly
{
    /// <inheritdoc/>
    public static ResourceType<ConfigMapMetadata> Type { get; } = new("", "v1", "ConfigMap", "configmaps", true, KubeJson.Default.ConfigMapMetadata);

    /// <inheritdoc/>
    public string? ApiVersion { get; set; }

    /// <inheritdoc/>
    public string? Kind { get; set; }

    /// <summary>Without labels, and without the annotation in which kubectl keeps the whole object once more.</summary>
    [JsonConverter(typeof(LeanMetadataConverter))]
    public ObjectMeta Metadata { get; set; } = new();
}

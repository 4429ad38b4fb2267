using System.Text.Json.Serialization;

namespace Gko.Kubernetes.Model.Core;

/// <summary>A <see cref="ConfigMap"/> without its values.</summary>
public sealed class ConfigMapMetadata : IResource<ConfigMapMetadata>, IMetadataOnly
{
    /// <inheritdoc/>
    public static ResourceType<ConfigMapMetadata> Type { get; } = new("", "v1", "ConfigMap", "configmaps", true, KubeJson.Default.ConfigMapMetadata);

    public string? ApiVersion { get; set; }

    public string? Kind { get; set; }

    /// <summary>Name, namespace, uid, version, finalizers and the time of deletion; everything else is left out.</summary>
    [JsonConverter(typeof(LeanMetadataConverter))]
    public ObjectMeta Metadata { get; set; } = new();
}

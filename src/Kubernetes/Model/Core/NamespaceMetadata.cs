namespace Gko.Kubernetes.Model.Core;

/// <summary>A <see cref="Namespace"/> without its state; its labels are what selectors match.</summary>
public sealed class NamespaceMetadata : IResource<NamespaceMetadata>, IMetadataOnly
{
    /// <inheritdoc/>
    public static ResourceType<NamespaceMetadata> Type { get; } = new("", "v1", "Namespace", "namespaces", false, KubeJson.Default.NamespaceMetadata);

    /// <inheritdoc/>
    public string? ApiVersion { get; set; }

    /// <inheritdoc/>
    public string? Kind { get; set; }

    /// <inheritdoc/>
    public ObjectMeta Metadata { get; set; } = new();
}

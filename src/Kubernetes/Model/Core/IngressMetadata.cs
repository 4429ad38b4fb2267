namespace Gko.Kubernetes.Model.Core;

/// <summary>A <c>networking.k8s.io/v1</c> Ingress without its rules.</summary>
public sealed class IngressMetadata : IResource<IngressMetadata>, IMetadataOnly
{
    /// <inheritdoc/>
    public static ResourceType<IngressMetadata> Type { get; } =
        new("networking.k8s.io", "v1", "Ingress", "ingresses", true, KubeJson.Default.IngressMetadata);

    /// <inheritdoc/>
    public string? ApiVersion { get; set; }

    /// <inheritdoc/>
    public string? Kind { get; set; }

    /// <inheritdoc/>
    public ObjectMeta Metadata { get; set; } = new();
}

namespace Gko.Kubernetes.Model.Core;

/// <summary>A <c>v1</c> Namespace; its labels are what selectors match.</summary>
public sealed class Namespace : IResource<Namespace>
{
    /// <inheritdoc/>
    public static ResourceType<Namespace> Type { get; } = new("", "v1", "Namespace", "namespaces", false, KubeJson.Default.Namespace);

    /// <inheritdoc/>
    public string? ApiVersion { get; set; }

    /// <inheritdoc/>
    public string? Kind { get; set; }

    /// <inheritdoc/>
    public ObjectMeta Metadata { get; set; } = new();

    /// <summary>Whether the namespace lives.</summary>
    public NamespaceStatus? Status { get; set; }
}

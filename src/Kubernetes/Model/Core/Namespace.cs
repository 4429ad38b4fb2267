namespace Gko.Kubernetes.Model.Core;

/// <summary>A <c>v1</c> Namespace; its labels are what selectors match.</summary>
public sealed class Namespace : IResource<Namespace>
{
    /// <inheritdoc/>
    public static ResourceType<Namespace> Type { get; } = new("", "v1", "Namespace", "namespaces", false, KubeJson.Default.Namespace);

    public string? ApiVersion { get; set; }

    public string? Kind { get; set; }

    public ObjectMeta Metadata { get; set; } = new();

    public NamespaceStatus? Status { get; set; }
}

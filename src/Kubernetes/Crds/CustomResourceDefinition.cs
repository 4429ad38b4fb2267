using System.Text.Json;
using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Crds;

/// <summary>The definition of a kind, as far as an installer looks at it.</summary>
public sealed class CustomResourceDefinition : IResource<CustomResourceDefinition>, IHasStatus<CustomResourceDefinitionStatus>
{
    /// <inheritdoc/>
    public static ResourceType<CustomResourceDefinition> Type { get; } = new(
        "apiextensions.k8s.io",
        "v1",
        "CustomResourceDefinition",
        "customresourcedefinitions",
        false,
        CrdJson.Default.CustomResourceDefinition);

    /// <inheritdoc/>
    public string? ApiVersion { get; set; }

    /// <inheritdoc/>
    public string? Kind { get; set; }

    /// <inheritdoc/>
    public ObjectMeta Metadata { get; set; } = new();

    /// <summary>The definition itself, as it stands; null in answers that leave it out.</summary>
    public JsonElement? Spec { get; set; }

    /// <summary>Whether the kind is served.</summary>
    public CustomResourceDefinitionStatus? Status { get; set; }
}

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

    public string? ApiVersion { get; set; }

    public string? Kind { get; set; }

    public ObjectMeta Metadata { get; set; } = new();

    public JsonElement? Spec { get; set; }

    public CustomResourceDefinitionStatus? Status { get; set; }
}

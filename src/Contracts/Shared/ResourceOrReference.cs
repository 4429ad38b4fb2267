using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>A resource written inline, or a reference to an ApiResource that holds it.</summary>
public sealed class ResourceOrReference : ResourceBase
{
    [Description("An ApiResource that provides everything else.")]
    public NamespacedReference? Ref { get; set; }
}

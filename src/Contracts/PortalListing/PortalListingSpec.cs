using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>APIs and where a portal shows them.</summary>
public sealed class PortalListingSpec
{
    [Description("The Portal that shows the APIs. Cannot be changed.")]
    [Required]
    public NamespacedReference? PortalRef { get; set; }

    [Description("The APIs, in order.")]
    [Required]
    [MinItems(1)]
    public List<ListedApi>? Apis { get; set; }
}

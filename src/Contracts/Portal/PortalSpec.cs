using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>A portal and its navigation.</summary>
public sealed class PortalSpec
{
    [Description("The ManagementContext that says which APIM environment this portal is synced to. Needed, though the schema does not insist.")]
    public NamespacedReference? ContextRef { get; set; }

    [Description("Name of the portal as people see it.")]
    [Required]
    public string? Name { get; set; }

    [Description("Navigation of the portal, by area. An area that is left out stays as it is.")]
    public PortalStructure? Structure { get; set; }

    [Description("Navigation of the portal. Deprecated: use structure.")]
    [ListMapKeys("path")]
    public List<OrderedNavigationEntry>? Navigation { get; set; }
}

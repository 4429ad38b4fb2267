using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>Navigation of a portal, by area.</summary>
public sealed class PortalStructure
{
    [Description("Entries of the bar on top, shown in the order of this list.")]
    [ListMapKeys("path")]
    public List<NavigationEntry>? TopNavbar { get; set; }
}

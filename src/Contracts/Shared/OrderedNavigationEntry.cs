using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>A folder in the navigation of the new portal that says where among its siblings it stands.</summary>
public sealed class OrderedNavigationEntry : NavigationEntry
{
    [Description("Position among its siblings, smallest first.")]
    public int? Order { get; set; }
}

using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>An API and where a portal shows it.</summary>
public sealed class ListedApi
{
    [Description("The ApiV4Definition; it must be synced to the same environment as the portal. As long as it is listed it cannot be deleted.")]
    [Required]
    public NamespacedReference? Ref { get; set; }

    [Description("Folder in the navigation of the portal that shows the API.")]
    [Required]
    [Pattern("^/")]
    public string? Location { get; set; }

    [Description("Position among its siblings, smallest first.")]
    public int? Order { get; set; }
}

using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>A link and where a portal shows it.</summary>
public sealed class PortalLinkSpec
{
    [Description("The Portal that shows the link. Cannot be changed.")]
    [Required]
    public NamespacedReference? PortalRef { get; set; }

    [Description("Text of the link.")]
    [Required]
    public string? Name { get; set; }

    [Description("URL that the link leads to.")]
    [Required]
    public string? Href { get; set; }

    [Description("Folder in the navigation of the portal that shows the link; it must exist there.")]
    [Pattern("^/")]
    public string? Location { get; set; }

    [Description("Position among its siblings, smallest first.")]
    public int? Order { get; set; }
}

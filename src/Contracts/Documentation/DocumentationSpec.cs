using Gko.Contracts.Wire;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>A page and where it is shown.</summary>
[CelRule("has(self.portalRef) != has(self.apiRef)", Message = "exactly one of portalRef or apiRef must be set")]
public sealed class DocumentationSpec
{
    [Description("The Portal that the page belongs to. Cannot be changed.")]
    public NamespacedReference? PortalRef { get; set; }

    [Description("The ApiV4Definition that the page belongs to. Cannot be changed.")]
    public NamespacedReference? ApiRef { get; set; }

    [Description("Title of the page.")]
    [Required]
    public string? Name { get; set; }

    [Description("Format of the page.")]
    [Required]
    [AllowedValues(DocumentationTypes.Markdown, DocumentationTypes.OpenApi, DocumentationTypes.AsyncApi)]
    public string? Type { get; set; }

    [Description("Text of the page.")]
    [Required]
    public string? Content { get; set; }

    [Description("Folder in the navigation of the portal, or of the API, that shows the page, such as /guides.")]
    [Pattern("^/")]
    public string? Location { get; set; }

    [Description("Position among its siblings, smallest first.")]
    public int? Order { get; set; }

    [Description("Part of the portal that shows the page; TOP_NAVBAR if left out. A HOMEPAGE replaces the one before it.")]
    [AllowedValues(DocumentationAreas.TopNavbar, DocumentationAreas.Homepage)]
    public string? Area { get; set; }
}

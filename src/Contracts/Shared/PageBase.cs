using Gko.Contracts.Wire;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>What documentation pages of v2 and v4 APIs have in common.</summary>
public abstract class PageBase
{
    [Description("Id of the page in APIM. Left out, the operator derives one.")]
    public string? Id { get; set; }

    [Description("Id of the page that is the same in every environment. Left out, the operator derives one.")]
    public string? CrossId { get; set; }

    [Description("Title of the page.")]
    [Required]
    public string? Name { get; set; }

    [Description("Format of the page, or FOLDER to group others.")]
    [Required]
    [AllowedValues(
        PageTypes.Markdown, PageTypes.Swagger, PageTypes.AsyncApi, PageTypes.AsciiDoc, PageTypes.Folder, PageTypes.SystemFolder, PageTypes.Root)]
    public string? Type { get; set; }

    [Description("Text of the page. Not needed when source fetches it.")]
    public string? Content { get; set; }

    [Description("Position among its siblings, smallest first.")]
    public long? Order { get; set; }

    [Description("Whether the portal shows the page.")]
    [Default(false)]
    public bool? Published { get; set; }

    [Description("PUBLIC shows the page to everybody, PRIVATE only to members of the API.")]
    [Default(Visibilities.Public)]
    [AllowedValues(Visibilities.Public, Visibilities.Private)]
    public string? Visibility { get; set; }

    [Description("Whether the page opens the API's documentation.")]
    [Default(false)]
    public bool? Homepage { get; set; }

    [Description("Key in this map of the folder that holds the page.")]
    public string? Parent { get; set; }

    [Description("Id of the folder that holds the page. Prefer parent, which needs no id.")]
    public string? ParentId { get; set; }

    [Description("Id of the API. The operator fills it in.")]
    public string? Api { get; set; }

    [Description("Where APIM fetches the text from.")]
    public PageSource? Source { get; set; }

    [Description("How the page is rendered, for example which OpenAPI viewer is used.")]
    public Dictionary<string, string>? Configuration { get; set; }

    [Description("Filled in by the operator; do not set it.")]
    public string? Hrid { get; set; }

    [Description("Filled in by the operator; do not set it.")]
    public string? ParentHrid { get; set; }
}

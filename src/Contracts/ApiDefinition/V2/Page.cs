using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V2;

/// <summary>A documentation page of a v2 API.</summary>
public sealed class Page : PageBase
{
    [Description("Groups that a private page is limited to.")]
    [Default(Json = "[]")]
    public List<AccessControl>? AccessControls { get; set; }

    [Description("Turns accessControls round: these groups do not see the page.")]
    public bool? ExcludedAccessControls { get; set; }
}

using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>A link in the navigation of a portal.</summary>
[Description("A link in the navigation of a portal.")]
[ShortNames("graviteeportallinks")]
[Categories(ApiGroup.Category)]
[PrinterColumn("Portal", "string", ".spec.portalRef.name", Description = "Portal that shows the link.")]
[PrinterColumn("Location", "string", ".spec.location", Description = "Where the navigation shows the link.")]
[PrinterColumn("Ready", "string", PrinterColumns.Ready, Description = "Whether the last change has arrived.")]
[PrinterColumn("Reason", "string", PrinterColumns.Reason, Description = "Why it is ready or not.")]
[PrinterColumn("Age", "date", PrinterColumns.Age, Description = "Time since the object was created.")]
[PrinterColumn("Url", "string", ".spec.href", Priority = 1, Description = "Where the link leads.")]
[PrinterColumn("Id", "string", ".status.id", Priority = 1, Description = "Id of the object in APIM.")]
[PrinterColumn("Organization", "string", ".status.organizationId", Priority = 1, Description = "Organization the object was synced to.")]
[PrinterColumn("Environment", "string", ".status.environmentId", Priority = 1, Description = "Environment the object was synced to.")]
public sealed class PortalLink : IResource<PortalLink>, IHasStatus<PortalLinkStatus>
{
    /// <inheritdoc/>
    public static ResourceType<PortalLink> Type { get; } = new(
        ApiGroup.Name, ApiGroup.Version, nameof(PortalLink), "portallinks", true, ContractsJson.Relaxed.PortalLink);

    /// <inheritdoc/>
    public string? ApiVersion { get; set; } = ApiGroup.ApiVersion;

    /// <inheritdoc/>
    public string? Kind { get; set; } = nameof(PortalLink);

    /// <inheritdoc/>
    public ObjectMeta Metadata { get; set; } = new();

    [Description("The link as it should be.")]
    public PortalLinkSpec? Spec { get; set; }

    [Description("The link as the operator last saw it.")]
    public PortalLinkStatus? Status { get; set; }
}

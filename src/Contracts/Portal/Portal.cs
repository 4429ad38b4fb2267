using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>A developer portal of the new kind.</summary>
[Description("A developer portal of the new kind. Listings, links and pages name it to appear there.")]
[ShortNames("graviteeportals")]
[Categories(ApiGroup.Category)]
[PrinterColumn("Display Name", "string", ".spec.name", Description = "Name of the portal.")]
[PrinterColumn("Ready", "string", PrinterColumns.Ready, Description = "Whether the last change has arrived.")]
[PrinterColumn("Reason", "string", PrinterColumns.Reason, Description = "Why it is ready or not.")]
[PrinterColumn("Age", "date", PrinterColumns.Age, Description = "Time since the object was created.")]
[PrinterColumn("Context", "string", ".spec.contextRef.name", Priority = 1, Description = "Management context of the object.")]
[PrinterColumn("Id", "string", ".status.id", Priority = 1, Description = "Id of the object in APIM.")]
[PrinterColumn("Organization", "string", ".status.organizationId", Priority = 1, Description = "Organization the object was synced to.")]
[PrinterColumn("Environment", "string", ".status.environmentId", Priority = 1, Description = "Environment the object was synced to.")]
public sealed class Portal : IResource<Portal>, IHasStatus<PortalStatus>
{
    /// <inheritdoc/>
    public static ResourceType<Portal> Type { get; } = new(
        ApiGroup.Name, ApiGroup.Version, nameof(Portal), "portals", true, ContractsJson.Relaxed.Portal);

    /// <inheritdoc/>
    public string? ApiVersion { get; set; } = ApiGroup.ApiVersion;

    /// <inheritdoc/>
    public string? Kind { get; set; } = nameof(Portal);

    /// <inheritdoc/>
    public ObjectMeta Metadata { get; set; } = new();

    [Description("The portal as it should be.")]
    public PortalSpec? Spec { get; set; }

    [Description("The portal as the operator last saw it.")]
    public PortalStatus? Status { get; set; }
}

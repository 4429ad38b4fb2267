using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>APIs that a portal shows, and where.</summary>
[Description("APIs that a portal shows, and where.")]
[ShortNames("graviteeportallistings")]
[Categories(ApiGroup.Category)]
[PrinterColumn("Portal", "string", ".spec.portalRef.name", Description = "Portal that shows the APIs.")]
[PrinterColumn("Ready", "string", PrinterColumns.Ready, Description = "Whether the last change has arrived.")]
[PrinterColumn("Reason", "string", PrinterColumns.Reason, Description = "Why it is ready or not.")]
[PrinterColumn("Age", "date", PrinterColumns.Age, Description = "Time since the object was created.")]
[PrinterColumn("Apis", "string", ".spec.apis[*].ref.name", Priority = 1, Description = "First API of the list.")]
[PrinterColumn("Id", "string", ".status.id", Priority = 1, Description = "Id of the object in APIM.")]
[PrinterColumn("Organization", "string", ".status.organizationId", Priority = 1, Description = "Organization the object was synced to.")]
[PrinterColumn("Environment", "string", ".status.environmentId", Priority = 1, Description = "Environment the object was synced to.")]
public sealed class PortalListing : IResource<PortalListing>, IHasStatus<PortalListingStatus>
{
    /// <inheritdoc/>
    public static ResourceType<PortalListing> Type { get; } = new(
        ApiGroup.Name, ApiGroup.Version, nameof(PortalListing), "portallistings", true, ContractsJson.Relaxed.PortalListing);

    /// <inheritdoc/>
    public string? ApiVersion { get; set; } = ApiGroup.ApiVersion;

    /// <inheritdoc/>
    public string? Kind { get; set; } = nameof(PortalListing);

    /// <inheritdoc/>
    public ObjectMeta Metadata { get; set; } = new();

    [Description("The APIs and their places.")]
    public PortalListingSpec? Spec { get; set; }

    [Description("The listing as the operator last saw it.")]
    public PortalListingStatus? Status { get; set; }
}

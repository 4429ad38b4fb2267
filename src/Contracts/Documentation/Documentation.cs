using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>A page of documentation on the new portal, of the portal itself or of an API.</summary>
[Description("A page of documentation on the new developer portal, of the portal itself or of an API.")]
[ShortNames("graviteedocumentations")]
[Categories(ApiGroup.Category)]
[PrinterColumn("Type", "string", ".spec.type", Description = "Format of the page.")]
[PrinterColumn("Location", "string", ".spec.location", Description = "Where the navigation shows the page.")]
[PrinterColumn("Portal", "string", ".spec.portalRef.name", Description = "Portal that the page belongs to.")]
[PrinterColumn("Api", "string", ".spec.apiRef.name", Description = "API that the page belongs to.")]
[PrinterColumn("Ready", "string", PrinterColumns.Ready, Description = "Whether the last change has arrived.")]
[PrinterColumn("Reason", "string", PrinterColumns.Reason, Description = "Why it is ready or not.")]
[PrinterColumn("Age", "date", PrinterColumns.Age, Description = "Time since the object was created.")]
[PrinterColumn("Title", "string", ".spec.name", Priority = 1, Description = "Title of the page.")]
[PrinterColumn("Id", "string", ".status.id", Priority = 1, Description = "Id of the object in APIM.")]
[PrinterColumn("Organization", "string", ".status.organizationId", Priority = 1, Description = "Organization the object was synced to.")]
[PrinterColumn("Environment", "string", ".status.environmentId", Priority = 1, Description = "Environment the object was synced to.")]
public sealed class Documentation : IResource<Documentation>, IHasStatus<DocumentationStatus>
{
    /// <inheritdoc/>
    public static ResourceType<Documentation> Type { get; } = new(
        ApiGroup.Name, ApiGroup.Version, nameof(Documentation), "documentations", true, ContractsJson.Relaxed.Documentation);

    /// <inheritdoc/>
    public string? ApiVersion { get; set; } = ApiGroup.ApiVersion;

    /// <inheritdoc/>
    public string? Kind { get; set; } = nameof(Documentation);

    /// <inheritdoc/>
    public ObjectMeta Metadata { get; set; } = new();

    [Description("The page as it should be.")]
    public DocumentationSpec? Spec { get; set; }

    [Description("The page as the operator last saw it.")]
    public DocumentationStatus? Status { get; set; }
}

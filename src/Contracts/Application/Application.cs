using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>A client of APIs, known to APIM, that can subscribe to their plans.</summary>
[Description("A client of APIs. Subscriptions give it access to their plans.")]
[ShortNames("graviteeapplications")]
[Categories(ApiGroup.Category)]
[PrinterColumn("Name", "string", ".spec.name", Description = "Name of the application in APIM.")]
[PrinterColumn("Type", "string", ".spec.settings['app','oauth']['applicationType','type']", Description = "Kind of client.")]
[PrinterColumn("Ready", "string", PrinterColumns.Ready, Description = "Whether the last change has arrived.")]
[PrinterColumn("Reason", "string", PrinterColumns.Reason, Description = "Why it is ready or not.")]
[PrinterColumn("Age", "date", PrinterColumns.Age, Description = "Time since the object was created.")]
[PrinterColumn("Subscriptions", "integer", ".status.subscriptions", Priority = 1, Description = "How many subscriptions the application has.")]
[PrinterColumn("Context", "string", ".spec.contextRef.name", Priority = 1, Description = "Management context of the object.")]
[PrinterColumn("Id", "string", ".status.id", Priority = 1, Description = "Id of the object in APIM.")]
[PrinterColumn("Organization", "string", ".status.organizationId", Priority = 1, Description = "Organization the object was synced to.")]
[PrinterColumn("Environment", "string", ".status.environmentId", Priority = 1, Description = "Environment the object was synced to.")]
public sealed class Application : IResource<Application>, IHasStatus<ApplicationStatus>
{
    /// <inheritdoc/>
    public static ResourceType<Application> Type { get; } = new(
        ApiGroup.Name, ApiGroup.Version, nameof(Application), "applications", true, ContractsJson.Relaxed.Application);

    /// <inheritdoc/>
    public string? ApiVersion { get; set; } = ApiGroup.ApiVersion;

    /// <inheritdoc/>
    public string? Kind { get; set; } = nameof(Application);

    /// <inheritdoc/>
    public ObjectMeta Metadata { get; set; } = new();

    [Description("The application as it should be.")]
    public ApplicationSpec? Spec { get; set; }

    [Description("The application as the operator last saw it.")]
    public ApplicationStatus? Status { get; set; }
}

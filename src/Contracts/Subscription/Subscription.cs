using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>Gives an application access to a plan of an API.</summary>
[Description("Gives an application access to a plan of an API.")]
[Categories(ApiGroup.Category)]
[PrinterColumn("Api", "string", ".spec.api.name", Description = "API that is subscribed to.")]
[PrinterColumn("Application", "string", ".spec.application.name", Description = "Application that gets access.")]
[PrinterColumn("Plan", "string", ".spec.plan", Description = "Plan of the API.")]
[PrinterColumn("Ready", "string", PrinterColumns.Ready, Description = "Whether the last change has arrived.")]
[PrinterColumn("Reason", "string", PrinterColumns.Reason, Description = "Why it is ready or not.")]
[PrinterColumn("Started at", "string", ".status.startedAt", Description = "When access began.")]
[PrinterColumn("Ending at", "string", ".status.endingAt", Description = "When access ends; empty means never.")]
[PrinterColumn("Age", "date", PrinterColumns.Age, Description = "Time since the object was created.")]
[PrinterColumn("Id", "string", ".status.id", Priority = 1, Description = "Id of the subscription in APIM.")]
public sealed class Subscription : IResource<Subscription>, IHasStatus<SubscriptionStatus>
{
    /// <inheritdoc/>
    public static ResourceType<Subscription> Type { get; } = new(
        ApiGroup.Name, ApiGroup.Version, nameof(Subscription), "subscriptions", true, ContractsJson.Relaxed.Subscription);

    /// <inheritdoc/>
    public string? ApiVersion { get; set; } = ApiGroup.ApiVersion;

    /// <inheritdoc/>
    public string? Kind { get; set; } = nameof(Subscription);

    /// <inheritdoc/>
    public ObjectMeta Metadata { get; set; } = new();

    [Description("Who gets access to what.")]
    public SubscriptionSpec? Spec { get; set; }

    [Description("The subscription as the operator last saw it.")]
    public SubscriptionStatus? Status { get; set; }
}

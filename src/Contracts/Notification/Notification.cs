using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>Which events of APIs are reported to whom; APIs refer to it.</summary>
[Description("Which events of APIs are reported to whom. APIs name it in notificationsRefs.")]
[ShortNames("graviteenotif")]
[Categories(ApiGroup.Category)]
[PrinterColumn("Target", "string", ".spec.target", Description = "Where events are reported.")]
[PrinterColumn("Event Type", "string", ".spec.eventType", Description = "What the events are about.")]
[PrinterColumn("Ready", "string", PrinterColumns.Ready, Description = "Whether the last change has arrived.")]
[PrinterColumn("Reason", "string", PrinterColumns.Reason, Description = "Why it is ready or not.")]
[PrinterColumn("Age", "date", PrinterColumns.Age, Description = "Time since the object was created.")]
[PrinterColumn("Events", "string", ".spec.console.apiEvents", Priority = 1, Description = "Events that are reported.")]
public sealed class Notification : IResource<Notification>, IHasStatus<NotificationStatus>
{
    /// <inheritdoc/>
    public static ResourceType<Notification> Type { get; } = new(
        ApiGroup.Name, ApiGroup.Version, nameof(Notification), "notifications", true, ContractsJson.Relaxed.Notification);

    /// <inheritdoc/>
    public string? ApiVersion { get; set; } = ApiGroup.ApiVersion;

    /// <inheritdoc/>
    public string? Kind { get; set; } = nameof(Notification);

    /// <inheritdoc/>
    public ObjectMeta Metadata { get; set; } = new();

    [Description("The events and who is told.")]
    public NotificationSpec? Spec { get; set; }

    [Description("What the operator knows about the notification.")]
    public NotificationStatus? Status { get; set; }
}

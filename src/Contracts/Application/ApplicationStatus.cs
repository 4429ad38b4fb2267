using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>What the operator knows about an application.</summary>
public sealed class ApplicationStatus : SyncedStatus
{
    [Description("Completed or Failed. Kept for older tools; read the Ready condition instead.")]
    public string? ProcessingStatus { get; set; }

    [Description("How many Subscription objects belong to this application. It cannot be deleted before they are.")]
    public int? Subscriptions { get; set; }
}

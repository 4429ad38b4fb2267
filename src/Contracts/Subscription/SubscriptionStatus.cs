using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>What the operator knows about a subscription.</summary>
public sealed class SubscriptionStatus : StatusBase
{
    [Description("Id of the subscription in APIM; deletion works with it.")]
    public string? Id { get; set; }

    [Description("When access began.")]
    public string? StartedAt { get; set; }

    [Description("When access ends; empty means never.")]
    public string? EndingAt { get; set; }

    [Description("Completed or Failed. Kept for older tools; read the Ready condition instead.")]
    public string? ProcessingStatus { get; set; }

    [Description("Hash of the last definition that APIM acknowledged; an equal one is not sent again.")]
    public string? SyncHash { get; set; }
}

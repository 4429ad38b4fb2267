using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>What the operator knows about a shared policy group.</summary>
public sealed class SharedPolicyGroupStatus : SyncedStatus
{
    [Description("Id of the group that is the same in every environment.")]
    public string? CrossId { get; set; }

    [Description("Completed or Failed. Kept for older tools; read the Ready condition instead.")]
    public string? ProcessingStatus { get; set; }
}

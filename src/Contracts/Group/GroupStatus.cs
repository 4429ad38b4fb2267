using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>What the operator knows about a group. The schema, as upstream's, takes no status without members.</summary>
public sealed class GroupStatus : SyncedStatus
{
    [Description("How many members APIM knows.")]
    [Required]
    public int? Members { get; set; }

    [Description("Completed or Failed. Kept for older tools; read the Ready condition instead.")]
    public string? ProcessingStatus { get; set; }
}

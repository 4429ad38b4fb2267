using Gko.Kubernetes.Model;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>What the operator knows about a notification. Upstream's schema has no limit for its conditions, and takes no status without.</summary>
public sealed class NotificationStatus : IStatus
{
    [Description("The metadata.generation that this status speaks of. Smaller than the current one means that a change is still being worked on.")]
    [Minimum(0)]
    public long? ObservedGeneration { get; set; }

    [Description("What is known about the object: Ready sums up, Accepted and ResolvedRefs tell the part that failed and why.")]
    [Required]
    [Default(Json = "[]")]
    [ListMapKeys("type")]
    public List<Condition>? Conditions { get; set; }
}

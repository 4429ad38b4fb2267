using Gko.Kubernetes.Model;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>What every status starts with.</summary>
public abstract class StatusBase : IStatus
{
    [Description("The metadata.generation that this status speaks of. Smaller than the current one means that a change is still being worked on.")]
    [Minimum(0)]
    public long? ObservedGeneration { get; set; }

    [Description("What is known about the object: Ready sums up, Accepted and ResolvedRefs tell the part that failed and why.")]
    [Default(Json = "[]")]
    [MaxItems(8)]
    [ListMapKeys("type")]
    public List<Condition>? Conditions { get; set; }
}

using Gko.Kubernetes.Model;
using Gko.Kubernetes.Schemas;

namespace Gko.Kubernetes.Tests.Schemas;

internal sealed class GadgetStatus : IStatus
{
    [Description("Generation.")]
    public long? ObservedGeneration { get; set; }

    [Description("Conditions.")]
    [ListMapKeys("type")]
    public List<Condition>? Conditions { get; set; }
}

using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V2;

/// <summary>Where a flow is deployed.</summary>
public sealed class Consumer
{
    [Description("Kind of the consumer, as a number; 0 stands for sharding tag.")]
    public int? ConsumerType { get; set; }

    [Description("The sharding tag.")]
    public string? ConsumerId { get; set; }
}

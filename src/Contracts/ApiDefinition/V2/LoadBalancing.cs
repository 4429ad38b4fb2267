using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V2;

/// <summary>How requests are spread over the endpoints of a group.</summary>
public sealed class LoadBalancing
{
    [Description("ROUND_ROBIN, RANDOM, WEIGHTED_ROUND_ROBIN or WEIGHTED_RANDOM.")]
    public string? Type { get; set; }
}

using Gko.Contracts.Wire;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V4;

/// <summary>How requests are spread over the endpoints of a group.</summary>
public sealed class LoadBalancer
{
    [Description("In turn or at random, evenly or by the weights of the endpoints.")]
    [Required]
    [Default(LoadBalancers.RoundRobin)]
    [AllowedValues(
        LoadBalancers.RoundRobin, LoadBalancers.Random, LoadBalancers.WeightedRoundRobin, LoadBalancers.WeightedRandom)]
    public string? Type { get; set; }
}

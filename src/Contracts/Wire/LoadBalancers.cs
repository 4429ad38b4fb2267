namespace Gko.Contracts.Wire;

/// <summary>How requests are spread over the endpoints of a v4 group.</summary>
public static class LoadBalancers
{
    public const string RoundRobin = "ROUND_ROBIN";
    public const string Random = "RANDOM";
    public const string WeightedRoundRobin = "WEIGHTED_ROUND_ROBIN";
    public const string WeightedRandom = "WEIGHTED_RANDOM";
}

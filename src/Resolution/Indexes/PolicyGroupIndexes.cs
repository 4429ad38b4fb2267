using Gko.Contracts;
using Gko.Kubernetes.Caching;

namespace Gko.Resolution;

/// <summary>Ways to find SharedPolicyGroups.</summary>
public static class PolicyGroupIndexes
{
    /// <summary>By the id that APIM gave them, which steps of flows name.</summary>
    public static StoreIndex<SharedPolicyGroup> ByCrossId { get; } =
        new("crossId", group => group.Status?.CrossId is { Length: > 0 } id ? [id] : []);
}

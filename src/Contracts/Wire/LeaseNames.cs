namespace Gko.Contracts.Wire;

/// <summary>Names of the leases that replicas compete for.</summary>
public static class LeaseNames
{
    /// <summary>Upstream's name, so that the two operators never reconcile at the same time in one namespace.</summary>
    public const string LeaderElection = "24d975d3.gravitee.io";
}

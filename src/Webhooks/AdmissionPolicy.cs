namespace Gko.Webhooks;

/// <summary>What the cluster's administrator wants admission to refuse, to warn of, or to let pass.</summary>
public sealed record AdmissionPolicy
{
    /// <summary>What happens to a request whose dry run gets no usable answer from APIM.</summary>
    public ApimUnavailablePolicy OnApimUnavailable { get; init; } = ApimUnavailablePolicy.Warn;

    /// <summary>What happens when an object refers to one in another namespace that its author may not read.</summary>
    public CrossNamespacePolicy CrossNamespaceReferences { get; init; } = CrossNamespacePolicy.Warn;

    /// <summary>What happens to an object whose id in APIM another one has already.</summary>
    public CollisionPolicy HridCollisions { get; init; } = CollisionPolicy.Deny;

    /// <summary>Look for path conflicts in all watched namespaces instead of in the API's own.</summary>
    public bool PathConflictsInCluster { get; init; }

    /// <summary>Ids of checks (<see cref="CheckIds"/>), or <c>all</c>, whose warnings are to be errors.</summary>
    public IReadOnlySet<string> Strict { get; init; } = new HashSet<string>();

    /// <summary>Whether a check that only warns by default has to refuse.</summary>
    public bool IsStrict(string check) => Strict.Contains(check) || Strict.Contains("all");
}

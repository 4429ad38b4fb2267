using Gko.Kubernetes.LeaderElection;

namespace Gko.Kubernetes.Hosting;

/// <summary>What an <see cref="OperatorProgram"/> is.</summary>
public sealed record OperatorSettings
{
    /// <summary>Owns the fields that are written and reports the events, such as <c>demo.io/widgets</c>; never to change.</summary>
    public required string Name { get; init; }

    /// <summary>The namespaces to watch; empty for the whole cluster.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>The lease that lets one of several replicas reconcile; null for a program that runs once.</summary>
    public LeaderElectionOptions? LeaderElection { get; init; }
}

namespace Gko.Kubernetes.Controllers;

/// <summary>Facts about one attempt, for logs and for requests to other systems.</summary>
public sealed record ReconcileContext
{
    /// <summary>Unique per attempt.</summary>
    public required string ReconcileId { get; init; }

    /// <summary>How many attempts in a row have failed before this one.</summary>
    public int Failures { get; init; }

    /// <summary>The name of the controller.</summary>
    public required string Controller { get; init; }
}

namespace Gko.DevCluster.Management;

/// <summary>An API in short.</summary>
public sealed record ApiSummary
{
    /// <summary>Unique in all environments.</summary>
    public required string Id { get; init; }

    /// <summary>Null when it was imported without one.</summary>
    public string? CrossId { get; init; }

    /// <summary>Set when it was last written by a human-readable id.</summary>
    public string? Hrid { get; init; }

    /// <summary>For people.</summary>
    public required string Name { get; init; }

    /// <summary><c>V2</c> or <c>V4</c>.</summary>
    public required string DefinitionVersion { get; init; }

    /// <summary><c>STARTED</c> or <c>STOPPED</c>, mostly.</summary>
    public required string State { get; init; }

    /// <summary>How often it was published since it was created.</summary>
    public required int Deployments { get; init; }

    /// <summary>Types of its events, oldest first, including those of an earlier API with the same id.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    /// <summary>In the order of the latest import.</summary>
    public required IReadOnlyList<string> PlanIds { get; init; }

    /// <summary>In the order of the latest import.</summary>
    public required IReadOnlyList<string> PageIds { get; init; }
}

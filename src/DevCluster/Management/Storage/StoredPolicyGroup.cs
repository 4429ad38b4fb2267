using System.Text.Json.Nodes;

namespace Gko.DevCluster.Management.Storage;

/// <summary>A shared policy group as it is kept. Only touched under the store's lock.</summary>
internal sealed class StoredPolicyGroup
{
    public required string Id { get; init; }

    public required string? CrossId { get; init; }

    /// <summary>Null when it was written by its id.</summary>
    public string? Hrid { get; set; }

    public required long CreatedAt { get; init; }

    public long UpdatedAt { get; set; }

    /// <summary>How often it was deployed: every write does.</summary>
    public int Version { get; set; }

    /// <summary>Name, phase, steps and the rest of the request.</summary>
    public required JsonObject Spec { get; init; }
}

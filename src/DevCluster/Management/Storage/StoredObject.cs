using System.Text.Json.Nodes;

namespace Gko.DevCluster.Management.Storage;

/// <summary>An object that is neither API nor group, as it is kept. Only touched under the store's lock.</summary>
internal sealed class StoredObject
{
    public required string Id { get; init; }

    /// <summary>Null when it was written by its id.</summary>
    public string? Hrid { get; set; }

    /// <summary>The human-readable id of the portal or API that it belongs to; null when it stands alone.</summary>
    public string? Parent { get; init; }

    public required long CreatedAt { get; init; }

    public long UpdatedAt { get; set; }

    /// <summary>The request in normal form, as far as it was taken.</summary>
    public required JsonObject Spec { get; set; }
}

namespace Gko.DevCluster.Management.Storage;

/// <summary>A category of the portal.</summary>
/// <param name="Id">A UUID.</param>
/// <param name="Key">Slug of the name.</param>
/// <param name="Name">For people.</param>
/// <param name="Description">For people.</param>
/// <param name="CreatedAt">Milliseconds since 1970.</param>
internal sealed record DevCategory(string Id, string Key, string Name, string? Description, long CreatedAt);

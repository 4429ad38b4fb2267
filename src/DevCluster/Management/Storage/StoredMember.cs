namespace Gko.DevCluster.Management.Storage;

/// <summary>A user's role on an API.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Role">The role's name.</param>
internal sealed record StoredMember(string UserId, string Role);

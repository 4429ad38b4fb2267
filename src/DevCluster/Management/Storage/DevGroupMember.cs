namespace Gko.DevCluster.Management.Storage;

/// <summary>A user in a group.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Roles">The role's name by scope, such as <c>API</c>.</param>
internal sealed record DevGroupMember(string UserId, IReadOnlyDictionary<string, string> Roles);

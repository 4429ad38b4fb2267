namespace Gko.DevCluster.Management.Storage;

/// <summary>A group of users.</summary>
/// <param name="Id">A UUID.</param>
/// <param name="Name">Unique by custom only.</param>
/// <param name="CreatedAt">Milliseconds since 1970.</param>
internal sealed record DevGroup(string Id, string Name, long CreatedAt)
{
    /// <summary>Set when the group came from an operator.</summary>
    public string? Hrid { get; init; }

    /// <summary>New APIs of V4 become part of it without asking.</summary>
    public bool IsDefaultForApis { get; init; }

    public IReadOnlyList<DevGroupMember> Members { get; init; } = [];
}

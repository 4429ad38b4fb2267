namespace Gko.DevCluster.Management.Storage;

/// <summary>An account of the organization.</summary>
internal sealed record DevUser
{
    public const string Admin = "ADMIN";
    public const string Publisher = "API_PUBLISHER";
    public const string Plain = "USER";

    public required string Id { get; init; }

    /// <summary>Null for the seeded accounts: every organization has them.</summary>
    public string? OrganizationId { get; init; }

    public required string Source { get; init; }

    public required string SourceId { get; init; }

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Email { get; init; }

    /// <summary>Null when the account has no password.</summary>
    public string? Password { get; init; }

    /// <summary>Role in the environment; administrators are so in the organization too.</summary>
    public string Role { get; init; } = Plain;

    public string DisplayName => string.Join(' ', new[] { FirstName, LastName }.OfType<string>()) is { Length: > 0 } name ? name : SourceId;

    public bool BelongsTo(string organization) => OrganizationId is null || OrganizationId == organization;
}

namespace Gko.DevCluster.Management;

/// <summary>What the in-memory Management API starts with.</summary>
public sealed record DevManagementOptions
{
    /// <summary>The TCP port on the loopback interface; 0 takes a free one, and keeps it over restarts.</summary>
    public int Port { get; init; }

    /// <summary>Id of the organization of <see cref="EnvironmentIds"/>, and of paths that name none.</summary>
    public string OrganizationId { get; init; } = "DEFAULT";

    /// <summary>Ids of the environments; each also answers to its id in lower case, as to a human-readable id.</summary>
    public IReadOnlyList<string> EnvironmentIds { get; init; } = ["DEFAULT"];

    /// <summary>Further environments, of this organization or of others.</summary>
    public IReadOnlyList<EnvironmentSeed> MoreEnvironments { get; init; } = [];

    /// <summary>The opaque bearer token of a service account that may do everything.</summary>
    public string Token { get; init; } = DevManagementApi.DefaultToken;

    /// <summary>Key of the HS256 signature of bearer tokens that are JWTs.</summary>
    public string JwtSecret { get; init; } = "gko-dev-jwt-secret";

    /// <summary>How many requests the journal remembers.</summary>
    public int JournalCapacity { get; init; } = 20_000;
}

namespace Gko.DevCluster.Management;

/// <summary>An environment to start with. It shares nothing with others but the seeded accounts.</summary>
/// <param name="OrganizationId">Its organization; new ones come into being by being named.</param>
/// <param name="Id">Unique in the organization.</param>
public sealed record EnvironmentSeed(string OrganizationId, string Id);

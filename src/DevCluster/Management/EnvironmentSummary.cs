namespace Gko.DevCluster.Management;

/// <summary>An environment in short.</summary>
/// <param name="OrganizationId">Its organization.</param>
/// <param name="Id">Unique in the organization.</param>
/// <param name="Apis">Those of both definition versions.</param>
public sealed record EnvironmentSummary(string OrganizationId, string Id, IReadOnlyList<ApiSummary> Apis)
{
    /// <summary>Names that more than one API has.</summary>
    public IReadOnlyList<string> DuplicateNames { get; } =
        [.. Apis.GroupBy(api => api.Name).Where(group => group.Count() > 1).Select(group => group.Key).Order(StringComparer.Ordinal)];
}

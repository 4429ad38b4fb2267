using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management.Views;

/// <summary>Counts what tests ask for.</summary>
internal static class Summaries
{
    public static IReadOnlyList<EnvironmentSummary> Of(ManagementStore store) =>
    [
        .. store.Environments.Select(environment => new EnvironmentSummary(
            environment.OrganizationId, environment.Id, [.. environment.Apis.Select(api => Of(store, api))])),
    ];

    private static ApiSummary Of(ManagementStore store, StoredApi api) => new()
    {
        Id = api.Id,
        CrossId = api.CrossId,
        Hrid = api.Hrid,
        Name = api.Definition.Text("name") ?? "",
        DefinitionVersion = api.IsV4 ? "V4" : "V2",
        State = api.State,
        Deployments = api.DeploymentNumber,
        Events = [.. store.Events.Where(e => e.ApiId == api.Id).Select(e => e.Type)],
        PlanIds = [.. api.Plans.Select(plan => plan.Text("id") ?? "")],
        PageIds = [.. api.Pages.Select(page => page.Text("id") ?? "")],
    };
}

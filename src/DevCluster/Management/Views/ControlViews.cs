using System.Text;
using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management.Views;

/// <summary>What the control plane shows. All but the journal is read under the store's lock.</summary>
internal static class ControlViews
{
    public static JsonArray Journal(RequestJournal journal, long since) => JsonText.ToArray(journal.Since(since).Select(JsonNode (entry) => new JsonObject
    {
        ["sequence"] = entry.Sequence,
        ["at"] = entry.At,
        ["method"] = entry.Method,
        ["path"] = entry.Path,
        ["query"] = entry.Query,
        ["headers"] = new JsonObject(entry.Headers.Select(header => KeyValuePair.Create(header.Key, (JsonNode?)header.Value))),
        ["body"] = Encoding.UTF8.GetString(entry.Body.Span),
        ["connection"] = entry.ConnectionId,
        ["status"] = entry.Status,
        ["disturbed"] = entry.Disturbed,
    }));

    public static JsonArray Events(ManagementStore store, long since, string? apiId)
    {
        var events = store.Events.Where(e => e.Sequence > since && (apiId is null || e.ApiId == apiId));
        return JsonText.ToArray(events.Select(JsonNode (e) => new JsonObject
        {
            ["seq"] = e.Sequence,
            ["type"] = e.Type,
            ["apiId"] = e.ApiId,
            ["environment"] = e.EnvironmentId,
            ["deployNo"] = e.DeploymentNumber,
            ["label"] = e.Label,
            ["at"] = e.At,
            ["payload"] = JsonNode.Parse(e.Payload.Span),
        }.WithoutNulls()));
    }

    public static JsonObject State(ManagementStore store) => new()
    {
        ["environments"] = JsonText.ToArray(store.Environments.Select(JsonNode (environment) => new JsonObject
        {
            ["organization"] = environment.OrganizationId,
            ["id"] = environment.Id,
            ["apis"] = JsonText.ToArray(environment.Apis.Select(JsonNode (api) => new JsonObject
            {
                ["id"] = api.Id,
                ["crossId"] = api.CrossId,
                ["name"] = api.Definition.Text("name"),
                ["state"] = api.State,
                ["deployNo"] = api.DeploymentNumber,
                ["plans"] = JsonText.ToArray(api.Plans.Select(plan => plan.Text("name") ?? "")),
                ["pages"] = JsonText.ToArray(api.Pages.Select(page => page.Text("name") ?? "")),
            })),
            ["groups"] = JsonText.ToArray(environment.Groups.Select(group => group.Name)),
            ["categories"] = JsonText.ToArray(environment.Categories.Select(category => category.Key)),
            ["sharedPolicyGroups"] = JsonText.ToArray(environment.PolicyGroups.Select(group => group.Spec.Text("name") ?? "")),
            ["applications"] = Names(environment.Applications),
            ["dictionaries"] = Names(environment.Dictionaries),
            ["portals"] = Names(environment.Portals),
            ["listings"] = Names(environment.Listings),
            ["links"] = Names(environment.Links),
            ["documentations"] = Names(environment.Documentations),
        })),
        ["events"] = store.Events.Count,
    };

    /// <param name="store">What is shown.</param>
    /// <param name="environment">Only the environments with this id; null shows all.</param>
    public static JsonArray Apis(ManagementStore store, string? environment) => JsonText.ToArray(Summaries.Of(store)
        .Where(summary => environment is null || summary.Id == environment)
        .Select(JsonNode (summary) => new JsonObject
        {
            ["organization"] = summary.OrganizationId,
            ["id"] = summary.Id,
            ["count"] = summary.Apis.Count,
            ["duplicates"] = JsonText.ToArray(summary.DuplicateNames),
            ["apis"] = JsonText.ToArray(summary.Apis.Select(JsonNode (api) => Api(api))),
        }));

    private static JsonArray Names(List<StoredObject> items) => JsonText.ToArray(items.Select(item => item.Hrid ?? item.Id));

    private static JsonObject Api(ApiSummary api) => new JsonObject
    {
        ["id"] = api.Id,
        ["crossId"] = api.CrossId,
        ["hrid"] = api.Hrid,
        ["name"] = api.Name,
        ["definitionVersion"] = api.DefinitionVersion,
        ["state"] = api.State,
        ["deployments"] = api.Deployments,
        ["events"] = JsonText.ToArray(api.Events),
        ["plans"] = JsonText.ToArray(api.PlanIds),
        ["pages"] = JsonText.ToArray(api.PageIds),
    }.WithoutNulls();
}

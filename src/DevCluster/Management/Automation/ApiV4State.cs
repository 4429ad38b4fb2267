using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Import;
using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management.Automation;

/// <summary>How automation shows a V4 API: as the request that made it, with ids.</summary>
internal static class ApiV4State
{
    /// <summary>Shows ids of shared policy groups, unlike the answer to a write: so does APIM.</summary>
    public static JsonObject OfDryRun(Call call, ApiV4Request request, Findings findings)
    {
        var state = Of(call.Environment, request.Deployed, request.Id, request.CrossId);
        return findings.IsEmpty ? state : With(state, findings);
    }

    public static JsonObject OfWrite(Call call, ApiV4Request request, string id, Findings findings) =>
        With(Of(call.Environment, request.Spec, id, request.CrossId), findings);

    public static JsonObject OfStored(DevEnvironment environment, StoredApi api, ManagementStore store)
    {
        var state = Of(environment, api.Spec!, api.Id, api.CrossId);
        state["hrid"] = api.Hrid;
        state["state"] = api.State;
        state["visibility"] = api.Visibility;
        state["lifecycleState"] = api.Lifecycle;
        state["groups"] = JsonText.ToArray(api.Groups.Select(id => environment.Groups.Find(group => group.Id == id)?.Hrid ?? id));
        state["categories"] = JsonText.ToArray(api.Categories.Select(id => environment.Categories.Find(category => category.Id == id)?.Key ?? id));
        state["members"] = JsonText.ToArray(api.Members.Select(JsonNode (member) => Member(store.Users.First(user => user.Id == member.UserId), member.Role)));
        state["metadata"] = JsonText.ToArray(api.Metadata.Values.Select(JsonNode (entry) => entry.DeepClone()));
        return state.WithoutNulls();
    }

    private static JsonObject Member(DevUser user, string role) =>
        new() { ["source"] = user.Source, ["sourceId"] = user.SourceId, ["role"] = role };

    private static JsonObject Of(DevEnvironment environment, JsonObject spec, string id, string? crossId)
    {
        var state = spec.DeepClone().AsObject();
        state.Remove("notifyMembers");
        foreach (var property in state.Objects("properties"))
        {
            property.Remove("encryptable");
        }

        state["id"] = id;
        state["crossId"] = crossId;
        state["environmentId"] = environment.Id;
        state["organizationId"] = environment.OrganizationId;
        return state.WithoutNulls();
    }

    private static JsonObject With(JsonObject state, Findings findings)
    {
        state["errors"] = findings.ToJson();
        return state;
    }
}

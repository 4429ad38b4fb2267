using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Export;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Import;
using Gko.DevCluster.Management.Storage;
using Gko.DevCluster.Management.Views;

namespace Gko.DevCluster.Management;

/// <summary>The v1 routes of APIs.</summary>
internal sealed class ApiRoutes(ManagementStore store, ApiLifecycle lifecycle)
{
    public void MapTo(RouteTable routes)
    {
        var import = new ApiImport(store, lifecycle);
        var deletion = new ApiDeletion(lifecycle);
        routes
            .Map("GET", "apis", List)
            .Map("PUT", "apis/import-crd", import.Import)
            .Map("GET", "apis/{id}", Readable(Entity))
            .Map("POST", "apis/{id}", Managed(SwitchState))
            .Map("DELETE", "apis/{id}", Managed((call, api) => deletion.Delete(call, api, call.Flag("closePlans"))))
            .Map("PUT", "apis/{id}/definition-context", Managed(SetContext))
            .Map("POST", "apis/{id}/deploy", Managed(Deploy))
            .Map("GET", "apis/{id}/state", Readable(State))
            .Map("GET", "apis/{id}/crd", Readable((call, api) => CrdExport.Export(call, api, store.Users)))
            .Map("GET", "apis/{id}/pages", Readable((_, api) => Items(api.Pages)))
            .Map("GET", "apis/{id}/plans", Readable((_, api) => Items(api.Plans)))
            .Map("GET", "apis/{id}/metadata", Readable((_, api) => Items(api.Metadata.Values)))
            .Map("GET", "apis/{id}/members", Readable(Members))
            .Map("GET", "apis/{id}/groups", Readable((_, api) => Reply.Ok(JsonText.ToArray(api.Groups))));
    }

    private static Func<Call, Reply> Readable(Func<Call, StoredApi, Reply> handler) => ApiGuard.Readable(Find, handler);

    private static Func<Call, Reply> Managed(Func<Call, StoredApi, Reply> handler) => ApiGuard.Managed(Find, handler);

    /// <summary>This version of the API knows nothing of V4.</summary>
    private static StoredApi? Find(Call call) => call.Environment.Find(call.Id) is { IsV4: false } api ? api : null;

    private static Reply Items(IEnumerable<JsonObject> items) => Reply.Ok(JsonText.ToArray(items.Select(item => item.DeepClone())));

    private static Reply WithETag(Reply reply, StoredApi api) => reply with
    {
        Headers = new Dictionary<string, string>
        {
            ["ETag"] = $"\"{api.UpdatedAt}\"",
            ["Last-Modified"] = DateTimeOffset.FromUnixTimeMilliseconds(api.UpdatedAt).ToString("R"),
        },
    };

    private static Reply State(Call call, StoredApi api) =>
        Reply.Ok(new JsonObject { ["api_id"] = api.Id, ["is_synchronized"] = api.FromKubernetes || api.DeployedAt >= api.UpdatedAt });

    private Reply List(Call call)
    {
        var apis = call.Environment.Apis
            .Where(api => !api.IsV4 && call.User.MayRead(api) && ApiFilter.Matches(call, api))
            .OrderBy(api => api.Definition.Text("name"), StringComparer.Ordinal)
            .Select(JsonNode (api) => ApiViews.ListItem(api, Owner(api)));
        return Reply.Ok(JsonText.ToArray(apis));
    }

    private Reply Entity(Call call, StoredApi api) =>
        WithETag(Reply.Ok(ApiViews.Entity(api, call.Environment, Owner(api))), api);

    private Reply Members(Call call, StoredApi api)
    {
        var members = api.Members.Prepend(new(api.OwnerId, "PRIMARY_OWNER"))
            .Select(JsonNode (member) => ApiViews.Member(store.Users.First(user => user.Id == member.UserId), member.Role));
        return Reply.Ok(JsonText.ToArray(members));
    }

    private Reply SwitchState(Call call, StoredApi api)
    {
        var action = call.Query("action")?.ToUpperInvariant();
        var wanted = action switch { "START" => "STARTED", "STOP" => "STOPPED", _ => null };
        if (wanted is null)
        {
            return call.Error(400, "Valid LifecycleAction is required");
        }

        if (api.Lifecycle == "ARCHIVED")
        {
            return call.Error(400, $"Deleted API cannot be {action!.ToLowerInvariant()}");
        }

        if (api.State == wanted && !api.FromKubernetes)
        {
            return call.Error(400, $"API is already {wanted.ToLowerInvariant()}");
        }

        if (api.State != wanted)
        {
            lifecycle.Switch(api, wanted);
            api.UpdatedAt = store.Now;
        }

        return WithETag(Reply.NoContent, api);
    }

    private Reply SetContext(Call call, StoredApi api)
    {
        var body = JsonNode.Parse(call.Body.Span);
        var (origin, mode, sync) = (Word(body, "origin"), Word(body, "mode"), Word(body, "syncFrom"));
        if (origin is not ("kubernetes" or "management") || sync is not ("kubernetes" or "management")
            || mode is not ("fully_managed" or "api_definition_only"))
        {
            return call.Error(400, "origin, mode and syncFrom are required, and must be known words");
        }

        (api.Origin, api.Mode, api.SyncFrom, api.UpdatedAt) = (origin, mode, sync, store.Now);
        return new(200);
    }

    private static string? Word(JsonNode? body, string name) => body.Text(name)?.ToLowerInvariant();

    private Reply Deploy(Call call, StoredApi api)
    {
        var label = call.Body.IsEmpty ? null : JsonNode.Parse(call.Body.Span).Text("deploymentLabel");
        if (label?.Length > 32)
        {
            return new(500, Text: "JsonProcessingException: deploymentLabel is longer than 32 characters", ContentType: "text/plain");
        }

        lifecycle.Deploy(api, label);
        return Entity(call, api);
    }

    private DevUser? Owner(StoredApi api) => store.Users.Find(user => user.Id == api.OwnerId);
}

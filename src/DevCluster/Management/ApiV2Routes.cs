using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Export;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Storage;
using Gko.DevCluster.Management.Views;

namespace Gko.DevCluster.Management;

/// <summary>The v2 routes of APIs, which show both definition versions.</summary>
internal sealed class ApiV2Routes(ManagementStore store, ApiLifecycle lifecycle)
{
    private readonly ApiDeletion _deletion = new(lifecycle);

    public void MapTo(RouteTable routes) => routes
        .Map("GET", "apis", call => Reply.Ok(PageOf.All(call, Visible(call))))
        .Map("POST", "apis/_search", Search)
        .Map("GET", "apis/{id}", Readable((_, api) => Reply.Ok(View(api))))
        .Map("DELETE", "apis/{id}", Managed((call, api) => _deletion.Delete(call, api, call.Flag("closePlans"))))
        .Map("POST", "apis/{id}/_start", Managed((call, api) => Switch(call, api, "STARTED")))
        .Map("POST", "apis/{id}/_stop", Managed((call, api) => Switch(call, api, "STOPPED")))
        .Map("GET", "apis/{id}/_export/crd", Readable((call, api) => ApiV4CrdExport.Export(call, api, store.Users)))
        .Map("GET", "apis/{id}/members", Readable(Members))
        .Map("GET", "apis/{id}/plans", Readable(Plans))
        .Map("GET", "apis/{id}/plans/{child}", Readable((call, api) =>
            api.Plans.Find(plan => plan.Text("id") == call.ChildId) is { } plan ? Reply.Ok(ApiV2Views.Plan(api, plan)) : NoSuch(call, "plan", "Plan")))
        .Map("GET", "apis/{id}/pages", Readable(Pages))
        .Map("GET", "apis/{id}/pages/{child}", Readable((call, api) =>
            api.Pages.Find(page => page.Text("id") == call.ChildId) is { } page ? Reply.Ok(ApiV2Views.Page(api, page)) : NoSuch(call, "page", "Page")));

    private static Func<Call, Reply> Readable(Func<Call, StoredApi, Reply> handler) => ApiGuard.Readable(Find, handler);

    private static Func<Call, Reply> Managed(Func<Call, StoredApi, Reply> handler) => ApiGuard.Managed(Find, handler);

    private static StoredApi? Find(Call call) => call.Environment.Find(call.Id);

    private static Reply NoSuch(Call call, string kind, string shown) =>
        call.Error(404, $"{shown} [{call.ChildId}] cannot be found.", $"{kind}.notFound", (kind, call.ChildId));

    private JsonObject View(StoredApi api) => ApiV2Views.Api(api, store.Users.Find(user => user.Id == api.OwnerId));

    private IEnumerable<JsonObject> Visible(Call call) => call.Environment.Apis
        .Where(call.User.MayRead)
        .OrderBy(api => api.Definition.Text("name"), StringComparer.Ordinal)
        .Select(View);

    private Reply Search(Call call)
    {
        var body = call.Body.IsEmpty ? null : JsonNode.Parse(call.Body.Span);
        var (text, ids, version) = (body.Text("query") ?? "", body.Texts("ids").ToList(), body.Text("definitionVersion"));
        return Reply.Ok(PageOf.All(call, Visible(call).Where(api =>
            (api.Text("name") ?? "").Contains(text, StringComparison.OrdinalIgnoreCase)
            && (ids.Count == 0 || ids.Contains(api.Text("id") ?? ""))
            && (version is null || version == api.Text("definitionVersion")))));
    }

    private Reply Switch(Call call, StoredApi api, string wanted)
    {
        if (wanted == "STARTED" && api is { IsV4: true, HasOpenPlan: false })
        {
            return call.Error(400, $"The API {{{api.Id}}} can not be started without at least one published plan", "api.notDeployable");
        }

        if (api.State != wanted)
        {
            lifecycle.Switch(api, wanted);
            api.UpdatedAt = store.Now;
        }

        return Reply.NoContent;
    }

    private Reply Members(Call call, StoredApi api)
    {
        var members = api.Members.Prepend(new(api.OwnerId, "PRIMARY_OWNER")).Select(JsonNode (member) => new JsonObject
        {
            ["id"] = member.UserId,
            ["displayName"] = store.Users.First(user => user.Id == member.UserId).DisplayName,
            ["roles"] = new JsonArray(new JsonObject { ["name"] = member.Role, ["scope"] = "API" }),
            ["type"] = "USER",
        });
        return Reply.Ok(PageOf.All(call, members));
    }

    private static Reply Plans(Call call, StoredApi api)
    {
        var (statuses, securities) = (call.QueryList("statuses"), call.QueryList("securities"));
        var plans = api.Plans.Select(plan => ApiV2Views.Plan(api, plan)).Where(plan =>
            (statuses.Count == 0 || statuses.Contains(plan.Text("status"), StringComparer.OrdinalIgnoreCase))
            && (securities.Count == 0 || securities.Contains(plan["security"].Text("type"), StringComparer.OrdinalIgnoreCase)));
        return Reply.Ok(PageOf.All(call, plans));
    }

    private static Reply Pages(Call call, StoredApi api)
    {
        var parent = call.Query("parentId");
        var pages = api.Pages.Where(page => parent is null || (page.Text("parentId") ?? "ROOT") == parent);
        return Reply.Ok(new JsonObject
        {
            ["pages"] = JsonText.ToArray(pages.Select(JsonNode (page) => ApiV2Views.Page(api, page))),
            ["breadcrumb"] = new JsonArray(),
        });
    }
}

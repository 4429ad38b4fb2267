using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Storage;
using Gko.DevCluster.Management.Views;

namespace Gko.DevCluster.Management;

/// <summary>Routes of what surrounds APIs: organization, environments, users, groups and categories.</summary>
internal sealed class SettingRoutes(ManagementStore store, DevManagementOptions options)
{
    public void MapToEnvironment(RouteTable routes) => routes
        .Map("GET", "", call => Reply.Ok(Environment(call.Environment)))
        .Map("GET", "configuration/groups", Groups)
        .Map("POST", "configuration/groups", Admin(CreateGroup))
        .Map("POST", "configuration/groups/{id}/members", Admin(AddGroupMembers))
        .Map("GET", "configuration/categories", Categories)
        .Map("POST", "configuration/categories", Admin(CreateCategory));

    public void MapToOrganization(RouteTable routes) => routes
        .Map("GET", "", call => Reply.Ok(Organization(OrganizationOf(call))))
        .Map("GET", "environments", call => Reply.Ok(JsonText.ToArray(EnvironmentsOf(call).Select(JsonNode (e) => Environment(e)))))
        .Map("GET", "users", call => Reply.Ok(new JsonObject { ["data"] = Users(call) }))
        .Map("POST", "users", Admin(CreateUser))
        .Map("GET", "search/users", call => Reply.Ok(Users(call)));

    public static void MapToV2Environment(RouteTable routes) =>
        routes
            .Map("GET", "", call => Reply.Ok(V2(call.Environment)))
            .Map("GET", "groups", call => Reply.Ok(PageOf.All(call, call.Environment.Groups.Select(JsonNode (group) => V2(group)))));

    public void MapToV2Organization(RouteTable routes) => routes
        .Map("GET", "", call => Reply.Ok(Organization(OrganizationOf(call))))
        .Map("GET", "environments", call => Reply.Ok(new JsonObject { ["data"] = JsonText.ToArray(EnvironmentsOf(call).Select(JsonNode (e) => V2(e))) }));

    private static Func<Call, Reply> Admin(Func<Call, JsonNode?, Reply> handler) => call =>
        call.User.IsAdmin ? handler(call, JsonNode.Parse(call.Body.Span)) : Replies.Forbidden(call);

    private static JsonObject Environment(DevEnvironment environment) => new()
    {
        ["id"] = environment.Id,
        ["hrids"] = new JsonArray(environment.Hrid),
        ["name"] = $"{environment.Id} environment",
        ["description"] = "An environment in memory",
        ["organizationId"] = environment.OrganizationId,
        ["domainRestrictions"] = JsonText.ToArray(environment.DomainRestrictions),
    };

    private static JsonObject V2(DevEnvironment environment) => JsonText.Pick(Environment(environment), "id", "name", "description");

    private static JsonObject V2(DevGroup group) => new() { ["id"] = group.Id, ["name"] = group.Name };

    private string OrganizationOf(Call call) => call.Address.Organization ?? options.OrganizationId;

    private static JsonObject Organization(string id) => new()
    {
        ["id"] = id,
        ["hrids"] = new JsonArray(id.ToLowerInvariant()),
        ["name"] = $"{id} organization",
        ["flowMode"] = "DEFAULT",
    };

    private IEnumerable<DevEnvironment> EnvironmentsOf(Call call) =>
        store.Environments.Where(environment => environment.OrganizationId == OrganizationOf(call));

    private JsonArray Users(Call call)
    {
        var wanted = call.Query("q") ?? "";
        var users = store.Users.Where(user => user.BelongsTo(OrganizationOf(call)) && (
            user.DisplayName.Contains(wanted, StringComparison.OrdinalIgnoreCase) || user.SourceId.Contains(wanted, StringComparison.OrdinalIgnoreCase)));
        return JsonText.ToArray(users.Select(JsonNode (user) => ApiViews.User(user)));
    }

    private Reply CreateUser(Call call, JsonNode? body)
    {
        var sourceId = body.Text("sourceId") ?? body.Text("email");
        if (string.IsNullOrEmpty(sourceId))
        {
            return call.Error(400, "sourceId or email is required");
        }

        var user = new DevUser
        {
            Id = Guid.NewGuid().ToString(),
            OrganizationId = OrganizationOf(call),
            Source = body.Text("source") ?? "gravitee",
            SourceId = sourceId,
            FirstName = body.Text("firstname"),
            LastName = body.Text("lastname"),
            Email = body.Text("email"),
        };
        store.Users.Add(user);
        return Reply.Ok(ApiViews.User(user));
    }

    private static Reply Groups(Call call) =>
        Reply.Ok(JsonText.ToArray(call.Environment.Groups.Select(JsonNode (group) => ApiViews.Group(group, call.Environment))));

    private Reply CreateGroup(Call call, JsonNode? body)
    {
        if (body.Text("name") is not { Length: > 0 } name)
        {
            return call.Error(400, "name is required");
        }

        var group = new DevGroup(Guid.NewGuid().ToString(), name, store.Now)
        {
            IsDefaultForApis = body.Objects("event_rules").Any(rule => rule.Text("event") == "API_CREATE"),
        };
        call.Environment.Groups.Add(group);
        return new(201, ApiViews.Group(group, call.Environment));
    }

    private static Reply AddGroupMembers(Call call, JsonNode? body)
    {
        var groups = call.Environment.Groups;
        var index = groups.FindIndex(group => group.Id == call.Id);
        if (index < 0)
        {
            return call.Error(404, $"Group [{call.Id}] cannot be found.", "group.notFound", ("group", call.Id));
        }

        var members = (body as JsonArray ?? []).Select(member => new DevGroupMember(
            member.Text("id") ?? "", member.Objects("roles").ToDictionary(role => role.Text("scope")!, role => role.Text("name")!)));
        groups[index] = groups[index] with { Members = [.. groups[index].Members, .. members] };
        return new(200);
    }

    private static Reply Categories(Call call) =>
        Reply.Ok(JsonText.ToArray(call.Environment.Categories.Select(JsonNode (item) => ApiViews.Category(item, call.Environment))));

    private Reply CreateCategory(Call call, JsonNode? body)
    {
        if (body.Text("name") is not { Length: > 0 } name)
        {
            return call.Error(400, "name is required");
        }

        var category = new DevCategory(Guid.NewGuid().ToString(), Slug.Of(name), name, body.Text("description"), store.Now);
        call.Environment.Categories.Add(category);
        return Reply.Ok(ApiViews.Category(category, call.Environment));
    }
}

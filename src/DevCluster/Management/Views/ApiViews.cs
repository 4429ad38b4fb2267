using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management.Views;

/// <summary>How stored objects look from outside. Dates are milliseconds since 1970, nulls are left out.</summary>
internal static class ApiViews
{
    public static JsonObject Entity(StoredApi api, DevEnvironment environment, DevUser? owner)
    {
        var view = api.Definition.DeepClone().AsObject();
        view.Remove("picture");
        view.Remove("background");
        Describe(view, api, owner);
        view["crossId"] = api.CrossId;
        view["environmentId"] = environment.Id;
        view["context_path"] = api.Paths.FirstOrDefault().Path;
        view["groups"] = JsonText.ToArray(api.Groups.Select(name => environment.Groups.Find(group => group.Name == name)?.Id ?? name));
        view["plans"] = JsonText.ToArray(api.Plans.Select(plan => plan.DeepClone()));
        view["deployed_at"] = api.DeployedAt;
        view["disable_membership_notifications"] = !api.NotifyMembers;
        return view.WithoutNulls();
    }

    public static JsonObject ListItem(StoredApi api, DevUser? owner)
    {
        var view = JsonText.Pick(api.Definition, "name", "version", "description", "tags", "labels", "gravitee");
        Describe(view, api, owner);
        view["context_path"] = api.Paths.FirstOrDefault().Path;
        view["virtual_hosts"] = api.Definition["proxy"]?["virtual_hosts"]?.DeepClone();
        view["healthcheck_enabled"] = api.Definition["services"]?["health-check"].Flag("enabled") ?? false;
        return view.WithoutNulls();
    }

    public static JsonObject Owner(DevUser user) =>
        new() { ["id"] = user.Id, ["email"] = user.Email, ["displayName"] = user.DisplayName, ["type"] = "USER" };

    public static JsonObject User(DevUser user) => new JsonObject
    {
        ["id"] = user.Id,
        ["firstname"] = user.FirstName,
        ["lastname"] = user.LastName,
        ["displayName"] = user.DisplayName,
        ["email"] = user.Email,
        ["source"] = user.Source,
        ["sourceId"] = user.SourceId,
    }.WithoutNulls();

    public static JsonObject Member(DevUser user, string role) =>
        new() { ["id"] = user.Id, ["displayName"] = user.DisplayName, ["role"] = role };

    public static JsonObject Group(DevGroup group, DevEnvironment environment) => new JsonObject
    {
        ["id"] = group.Id,
        ["hrid"] = group.Hrid,
        ["name"] = group.Name,
        ["environmentId"] = environment.Id,
        ["created_at"] = group.CreatedAt,
        ["updated_at"] = group.CreatedAt,
    }.WithoutNulls();

    public static JsonObject Category(DevCategory category, DevEnvironment environment) => new JsonObject
    {
        ["id"] = category.Id,
        ["name"] = category.Name,
        ["key"] = category.Key,
        ["description"] = category.Description,
        ["hidden"] = false,
        ["order"] = environment.Categories.IndexOf(category),
        ["totalApis"] = environment.Apis.Count(api => api.Categories.Contains(category.Id)),
        ["createdAt"] = category.CreatedAt,
        ["updatedAt"] = category.CreatedAt,
    }.WithoutNulls();

    /// <summary>The part of an API that gateways run.</summary>
    public static JsonObject GatewayPayload(StoredApi api)
    {
        var payload = api.Definition.DeepClone().AsObject();
        payload["id"] = api.Id;
        payload["plans"] = JsonText.ToArray(api.Plans.Select(plan => plan.DeepClone()));
        return payload;
    }

    private static void Describe(JsonObject view, StoredApi api, DevUser? owner)
    {
        view["id"] = api.Id;
        view["created_at"] = api.CreatedAt;
        view["updated_at"] = api.UpdatedAt;
        view["state"] = api.State;
        view["visibility"] = api.Visibility;
        view["lifecycle_state"] = api.Lifecycle;
        view["categories"] = JsonText.ToArray(api.Categories);
        view["owner"] = owner is null ? null : Owner(owner);
        view["definition_context"] = new JsonObject { ["origin"] = api.Origin, ["mode"] = api.Mode, ["syncFrom"] = api.SyncFrom };
    }
}

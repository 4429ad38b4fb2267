using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management.Views;

/// <summary>How v2 shows stored objects: camel case, words in upper case, dates as text, no nulls.</summary>
internal static class ApiV2Views
{
    private static readonly string[] PlanOfV4 =
        ["security", "mode", "excludedGroups", "generalConditions", "selectionRule", "bootstrapPort", "brokerRangeStart", "brokerRangeEnd"];

    private static readonly string[] PlanOfBoth =
        ["id", "hrid", "crossId", "name", "description", "characteristics", "order", "status", "tags", "type", "validation", "flows"];

    private static readonly string[] PageOfBoth =
    [
        "id", "crossId", "hrid", "name", "type", "content", "order", "published", "visibility", "source", "configuration", "homepage", "parentId",
    ];

    public static JsonObject Api(StoredApi api, DevUser? owner)
    {
        var view = api.IsV4 ? OfV4(api) : OfV2(api);
        view["id"] = api.Id;
        view["crossId"] = api.CrossId;
        view["definitionVersion"] = api.IsV4 ? "V4" : "V2";
        view["apiVersion"] = api.Definition.Text("version");
        view["createdAt"] = Instant.Iso(api.CreatedAt);
        view["updatedAt"] = Instant.Iso(api.UpdatedAt);
        view["deployedAt"] = Instant.Iso(api.DeployedAt);
        view["state"] = api.State;
        view["deploymentState"] = api.DeployedAt >= api.UpdatedAt || api.FromKubernetes ? "DEPLOYED" : "NEED_REDEPLOY";
        view["visibility"] = api.Visibility;
        view["lifecycleState"] = api.Lifecycle;
        view["groups"] = JsonText.ToArray(api.Groups);
        view["categories"] = JsonText.ToArray(api.Categories);
        view["disableMembershipNotifications"] = !api.NotifyMembers;
        view["primaryOwner"] = owner is null ? null : ApiViews.Owner(owner);
        view["originContext"] = Context(api);
        view["definitionContext"] = Context(api);
        return view.WithoutNulls();
    }

    public static JsonObject Plan(StoredApi api, JsonObject plan)
    {
        var view = api.IsV4 ? JsonText.Pick(plan, PlanOfV4) : PlanOfV2(plan);
        foreach (var name in PlanOfBoth)
        {
            view[name] = plan[name]?.DeepClone();
        }

        view["apiId"] = api.Id;
        view["definitionVersion"] = api.IsV4 ? "V4" : "V2";
        view["commentRequired"] = plan.Flag("comment_required") ?? false;
        view["createdAt"] = Date(plan, "created_at");
        view["updatedAt"] = Date(plan, "updated_at");
        view["publishedAt"] = Date(plan, "published_at");
        view["closedAt"] = Date(plan, "closed_at");
        return view.WithoutNulls();
    }

    public static JsonObject Page(StoredApi api, JsonObject page)
    {
        var view = JsonText.Pick(page, PageOfBoth);
        view["order"] ??= api.Pages.IndexOf(page);
        view["updatedAt"] = Instant.Iso(api.UpdatedAt);
        return view;
    }

    private static JsonObject OfV4(StoredApi api) => JsonText.Pick(
        api.Definition, "name", "description", "type", "listeners", "endpointGroups", "analytics", "failover", "flowExecution", "flows",
        "services", "tags", "labels", "properties", "resources", "responseTemplates", "allowedInApiProducts", "allowMultiJwtOauth2Subscriptions");

    private static JsonObject OfV2(StoredApi api)
    {
        var view = JsonText.Pick(api.Definition, "name", "description", "proxy", "flows", "services", "tags", "labels", "properties", "resources");
        view["environmentId"] = api.EnvironmentId;
        view["executionMode"] = (api.Definition.Text("execution_mode") ?? "v3").ToUpperInvariant().Replace('-', '_');
        view["flowMode"] = api.Definition.Text("flow_mode");
        view["contextPath"] = api.Paths.FirstOrDefault().Path;
        view["pathMappings"] = api.Definition["path_mappings"]?.DeepClone();
        view["responseTemplates"] = api.Definition["response_templates"]?.DeepClone();
        return view;
    }

    private static JsonObject PlanOfV2(JsonObject plan) => new()
    {
        ["security"] = new JsonObject { ["type"] = plan.Text("security"), ["configuration"] = plan["securityDefinition"]?.DeepClone() }.WithoutNulls(),
        ["mode"] = "STANDARD",
        ["excludedGroups"] = plan["excluded_groups"]?.DeepClone(),
        ["generalConditions"] = plan["general_conditions"]?.DeepClone(),
        ["selectionRule"] = plan["selection_rule"]?.DeepClone(),
    };

    private static JsonObject Context(StoredApi api) => new()
    {
        ["origin"] = api.Origin.ToUpperInvariant(),
        ["mode"] = api.Mode.ToUpperInvariant(),
        ["syncFrom"] = api.SyncFrom.ToUpperInvariant(),
    };

    private static string? Date(JsonObject plan, string name) =>
        plan[name] is JsonValue value && value.TryGetValue<long>(out var milliseconds) ? Instant.Iso(milliseconds) : null;
}

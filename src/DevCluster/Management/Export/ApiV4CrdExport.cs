using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Contracts;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management.Export;

/// <summary>Prints a stored V4 API as a manifest that keeps its ids: applied, it is known by its UUID.</summary>
internal static class ApiV4CrdExport
{
    public static Reply Export(Call call, StoredApi api, IReadOnlyList<DevUser> users)
    {
        if (!api.IsV4)
        {
            return call.Error(400, $"The API [{api.Id}] has another definition version.", "api.definitionVersion.invalid");
        }

        var json = ContractsJson.Relaxed.ApiV4DefinitionSpec;
        var spec = JsonSerializer.SerializeToNode(Spec(call, api, users).Deserialize(json)!, json)!.AsObject();
        var manifest = CrdManifest.Write("ApiV4Definition", api.Definition.Text("name") ?? api.Id, WithoutEmpty(spec));
        return new(200, Text: manifest, ContentType: "application/x-yaml");
    }

    private static JsonObject Spec(Call call, StoredApi api, IReadOnlyList<DevUser> users)
    {
        var spec = JsonText.Pick(
            api.Spec!, "name", "version", "description", "type", "listeners", "endpointGroups", "analytics", "failover", "flowExecution", "flows",
            "responseTemplates", "services", "properties", "resources", "tags", "labels", "allowedInApiProducts", "allowMultiJwtOauth2Subscriptions",
            "portalNavigation", "notifyMembers");
        spec["id"] = api.Id;
        spec["crossId"] = api.CrossId;
        spec["state"] = api.State;
        spec["visibility"] = api.Visibility;
        spec["lifecycleState"] = api.Lifecycle;
        spec["definitionVersion"] = "V4";
        spec["groups"] = JsonText.ToArray(api.Groups.Select(id => call.Environment.Groups.Find(group => group.Id == id)?.Name ?? id));
        spec["categories"] = JsonText.ToArray(api.Categories.Select(id => call.Environment.Categories.Find(category => category.Id == id)?.Key ?? id));
        spec["members"] = CrdManifest.Members(api, users);
        spec["metadata"] = JsonText.ToArray(api.Metadata.Values.Select(entry => entry.DeepClone()));
        spec["plans"] = Plans(api);
        spec["pages"] = Pages(api);
        return spec;
    }

    private static JsonObject Plans(StoredApi api)
    {
        var plans = new JsonObject();
        foreach (var plan in api.Plans.Where(plan => plan.Text("status") != "CLOSED"))
        {
            var key = (plan.Text("name") ?? "").Trim().Replace(' ', '-');
            var copy = JsonText.Pick(
                plan, "id", "crossId", "name", "description", "security", "mode", "status", "type", "validation", "characteristics", "excludedGroups",
                "selectionRule", "tags", "flows", "generalConditions", "bootstrapPort", "brokerRangeStart", "brokerRangeEnd");
            plans[plans.ContainsKey(key) ? key + Suffix() : key] = copy;
        }

        return plans;
    }

    private static string Suffix() => "-" + RandomNumberGenerator.GetInt32(100_000_000).ToString("D8", CultureInfo.InvariantCulture);

    private static JsonObject Pages(StoredApi api)
    {
        var pages = new JsonObject();
        foreach (var page in api.Pages)
        {
            pages[page.Text("hrid") ?? page.Text("name") ?? page.Text("id")!] = JsonText.Pick(
                page, "id", "crossId", "name", "type", "content", "published", "visibility", "source", "configuration", "homepage", "parentId");
        }

        return pages;
    }

    private static JsonObject WithoutEmpty(JsonObject spec)
    {
        foreach (var (name, value) in spec.ToList())
        {
            if (value is JsonArray { Count: 0 } or JsonObject { Count: 0 })
            {
                spec.Remove(name);
            }
        }

        return spec;
    }
}

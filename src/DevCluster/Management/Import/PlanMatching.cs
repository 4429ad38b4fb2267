using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management.Import;

/// <summary>Tells which plans and pages of a request are the stored ones: those with the same cross id.</summary>
internal static class PlanMatching
{
    private static readonly string[] PlanProperties =
    [
        "id", "crossId", "name", "description", "security", "securityDefinition", "type", "status", "validation", "order", "tags",
        "characteristics", "excluded_groups", "comment_required", "comment_message", "general_conditions", "selection_rule", "flows", "paths",
    ];

    private static readonly string[] PageProperties =
    [
        "id", "crossId", "name", "type", "content", "published", "visibility", "order", "homepage", "parentId", "source", "configuration",
        "accessControls", "excludedAccessControls",
    ];

    /// <summary>
    /// A known plan keeps id, security, type, status and order. A new one keeps its id when the whole API is new, otherwise it
    /// gets one at random: so APIM does it.
    /// </summary>
    public static List<JsonObject> Plans(StoredApi api, IEnumerable<JsonObject> wanted, bool isNewApi, long now)
    {
        var plans = new List<JsonObject>();
        foreach (var item in wanted)
        {
            var plan = JsonText.Pick(item, PlanProperties);
            var known = Find(api.Plans, plan);
            if (known is not null)
            {
                Keep(known, plan, "id", "security", "type", "status", "order", "created_at");
            }
            else
            {
                plan["id"] = isNewApi ? plan.Text("id") ?? NewId() : NewId();
                plan["created_at"] = now;
                plan["order"] ??= plans.Count + 1;
                plan["status"] = plan.Text("status")?.ToUpperInvariant() ?? "STAGING";
                plan["type"] ??= "API";
                plan["validation"] ??= "AUTO";
            }

            plan["updated_at"] = now;
            plan["apis"] = new JsonArray(api.Id);
            plans.Add(plan);
        }

        return plans;
    }

    public static List<JsonObject> Pages(StoredApi api, JsonObject wanted)
    {
        var pages = new List<JsonObject>();
        foreach (var (_, value) in wanted)
        {
            if (value is JsonObject item)
            {
                var page = JsonText.Pick(item, PageProperties);
                page["id"] = Find(api.Pages, page).Text("id") ?? page.Text("id") ?? NewId();
                page["order"] ??= pages.Count;
                pages.Add(page);
            }
        }

        return pages;
    }

    private static JsonObject? Find(List<JsonObject> stored, JsonObject wanted) =>
        wanted.Text("crossId") is { } crossId ? stored.Find(item => item.Text("crossId") == crossId) : null;

    private static void Keep(JsonObject known, JsonObject plan, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            plan[name] = known[name]?.DeepClone();
        }
    }

    private static string NewId() => Guid.NewGuid().ToString();
}

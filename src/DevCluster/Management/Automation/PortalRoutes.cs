using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Automation.Schema;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Import;
using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management.Automation;

/// <summary>The automation routes of portals.</summary>
internal sealed class PortalRoutes(ManagementStore store)
{
    public void MapTo(RouteTable routes) => routes
        .Map("PUT", "portals", ObjectAccess.Written(PortalShapes.Portal, Put))
        .Map("GET", "portals/{id}", ObjectAccess.Known(Find, (call, portal) => Reply.Ok(State(call.Environment, portal.Spec, portal.Id))))
        .Map("DELETE", "portals/{id}", ObjectAccess.Known(Find, Delete));

    /// <summary>Whether the environment has another portal already, and may have only one.</summary>
    public static bool IsForeign(ManagementStore store, DevEnvironment environment, string hrid) =>
        !store.MultiplePortals && environment.Portals.Exists(portal => portal.Hrid != hrid);

    private static StoredObject? Find(Call call) => call.Environment.Portals.Find(portal => portal.Hrid == call.Id);

    private Reply Put(Call call, JsonObject spec)
    {
        if (spec["navigation"] is not null && spec["structure"] is not null)
        {
            return call.Error(400, "navigation and structure cannot be used at the same time", "invalid");
        }

        var (environment, hrid) = (call.Environment, spec.Text("hrid")!);
        var (entries, field) = spec["navigation"] is not null
            ? (spec.Objects("navigation").ToList(), "navigation")
            : (spec["structure"].Objects("topNavbar").ToList(), "structure.topNavbar");
        var findings = new Findings();
        if (IsForeign(store, environment, hrid))
        {
            findings.Severe.Add("hrid does not match the established portal for this environment");
        }

        findings.Severe.AddRange(entries.SelectMany((entry, index) => NavigationPaths.Problems(entry.Text("path"), $"{field}[{index}].path")));
        var id = AutomationIds.Id(environment.OrganizationId, environment.Id, hrid);
        if (findings.Severe.Count > 0)
        {
            return call.Flag("dryRun") ? Reply.Ok(AutomationState.Of(environment, spec, id, findings)) : Replies.Invalid(call, findings.Severe);
        }

        var isGiven = spec["navigation"] is not null || spec["structure"]?["topNavbar"] is not null;
        var known = environment.Portals.Find(portal => portal.Id == id);
        var stored = new JsonObject
        {
            ["hrid"] = hrid,
            ["name"] = spec.Text("name"),
            ["navigation"] = isGiven ? NavigationPaths.Materialize(entries) : known?.Spec["navigation"]?.DeepClone(),
        };
        if (!call.Flag("dryRun"))
        {
            ObjectAccess.Store(environment.Portals, new() { Id = id, Hrid = hrid, CreatedAt = store.Now, Spec = stored }, store.Now);
        }

        return Reply.Ok(State(environment, stored, id));
    }

    /// <summary>Links live in the navigation and go with it; listings and pages stay.</summary>
    private static Reply Delete(Call call, StoredObject portal)
    {
        call.Environment.Portals.Remove(portal);
        call.Environment.Links.RemoveAll(link => link.Parent == portal.Hrid);
        return Reply.NoContent;
    }

    /// <summary>Shows the navigation by both of its names.</summary>
    private static JsonObject State(DevEnvironment environment, JsonObject spec, string id)
    {
        var state = AutomationState.Of(environment, spec, id);
        var topNavbar = spec.Objects("navigation").Select(JsonNode (entry) => JsonText.Pick(entry, "path", "displayName"));
        state["structure"] = new JsonObject { ["topNavbar"] = JsonText.ToArray(topNavbar) };
        return state;
    }
}

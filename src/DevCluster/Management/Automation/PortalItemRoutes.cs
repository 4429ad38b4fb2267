using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Import;
using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management.Automation;

/// <summary>The automation routes of what belongs to a portal or, in the case of pages, to an API. Neither need exist.</summary>
internal sealed class PortalItemRoutes(ManagementStore store, PortalItemKind kind)
{
    public void MapTo(RouteTable routes)
    {
        var path = $"{kind.Parents}/{{id}}/{kind.Name}";
        routes
            .Map("PUT", path, ObjectAccess.Written(kind.Shape, Put))
            .Map("GET", path + "/{child}", Known((call, item) => Reply.Ok(State(call, item.Spec, item.Id))))
            .Map("DELETE", path + "/{child}", Known((call, item) =>
            {
                kind.Table(call.Environment).Remove(item);
                return Reply.NoContent;
            }));
    }

    private Func<Call, Reply> Known(Func<Call, StoredObject, Reply> handler) => call =>
        !call.User.IsAdmin ? Replies.Forbidden(call)
        : kind.Table(call.Environment).Find(item => item.Id == Id(call, call.ChildId)) is { } item ? handler(call, item)
        : Replies.NoSuchHrid(call, call.ChildId);

    private Reply Put(Call call, JsonObject spec)
    {
        var findings = new Findings();
        if (kind.IsOfPortals && PortalRoutes.IsForeign(store, call.Environment, call.Id))
        {
            findings.Severe.Add("portalHrid does not match the established portal for this environment");
        }

        if (kind.Check(spec, findings) is { } thrown)
        {
            return call.Error(400, thrown, "invalid");
        }

        var (id, isDry) = (Id(call, spec.Text("hrid")!), call.Flag("dryRun"));
        var state = State(call, spec, id, findings.IsEmpty ? null : findings);
        if (findings.Severe.Count > 0 && !isDry)
        {
            return kind.IsInNavigation ? new(400, state) : Replies.Invalid(call, findings.Severe);
        }

        return isDry ? Reply.Ok(state) : Conflict(call, spec, id) ?? Write(call, spec, id, state);
    }

    /// <summary>What dry runs do not tell: two listings cannot put the same API into the same folder.</summary>
    private static Reply? Conflict(Call call, JsonObject spec, string id)
    {
        var taken = call.Environment.Listings.Where(other => other.Parent == call.Id && other.Id != id).SelectMany(other => Entries(other.Spec));
        return Entries(spec).Intersect(taken).FirstOrDefault() is { Location: { } location }
            ? call.Error(400, $"Listing entry at [{location}] cannot be materialized: another item under the same parent already uses this path segment", "invalid")
            : null;
    }

    private static IEnumerable<(string? Location, string? Api)> Entries(JsonObject spec) =>
        spec.Objects("apis").Select(entry => (entry.Text("location"), entry.Text("apiHrid")));

    private Reply Write(Call call, JsonObject spec, string id, JsonObject state)
    {
        if (!kind.IsInNavigation || call.Environment.Portals.Exists(portal => portal.Hrid == call.Id))
        {
            var item = new StoredObject { Id = id, Hrid = spec.Text("hrid"), Parent = call.Id, CreatedAt = store.Now, Spec = spec };
            ObjectAccess.Store(kind.Table(call.Environment), item, store.Now);
        }

        return Reply.Ok(state);
    }

    /// <summary>Links are identified by their portal's id, all others by the human-readable one of their parent.</summary>
    private string Id(Call call, string hrid)
    {
        var (organization, environment) = (call.Environment.OrganizationId, call.Environment.Id);
        var parent = kind.IsInNavigation ? AutomationIds.Id(organization, environment, call.Id) : call.Id;
        return AutomationIds.ItemId(organization, environment, kind.IsOfPortals ? "portal" : "api", parent, hrid);
    }

    private JsonObject State(Call call, JsonObject spec, string id, Findings? findings = null)
    {
        var state = AutomationState.Of(call.Environment, spec, id, findings);
        state[kind.IsOfPortals ? "portalHrid" : "apiHrid"] = call.Id;
        return state;
    }
}

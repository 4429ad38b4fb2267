using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management.Automation;

/// <summary>An import of a V4 API in normal form, with its ids.</summary>
internal sealed class ApiV4Request
{
    private readonly Call _call;
    private readonly bool _isUuid;

    /// <param name="call">Where it came in.</param>
    /// <param name="spec">The body.</param>
    public ApiV4Request(Call call, JsonObject spec)
    {
        _call = call;
        _isUuid = call.Flag("hridContainsUUID");
        Spec = spec;
        Reference = spec.Text("hrid") ?? "";
        Hrid = _isUuid ? null : Reference;
        Id = _isUuid ? Reference : AutomationIds.Id(Organization, call.Environment.Id, Reference);
        CrossId = spec.Text("crossId") ?? (_isUuid ? null : AutomationIds.CrossId(Organization, Reference));
        Deployed = SharedPolicyGroupSteps.Inject(spec, Organization);
        Plans = [.. Deployed.Objects("plans").Select(WithIds).Select(WithGeneralConditions)];
        Pages = [.. Deployed.Objects("pages").Select(WithIds).Select(WithParent)];
    }

    /// <summary>As it was asked for.</summary>
    public JsonObject Spec { get; }

    /// <summary>The same with what gateways need filled in.</summary>
    public JsonObject Deployed { get; }

    /// <summary>Null when the API is known by its UUID.</summary>
    public string? Hrid { get; }

    public string Id { get; }

    public string? CrossId { get; }

    public List<JsonObject> Plans { get; }

    public List<JsonObject> Pages { get; }

    public List<ContextPath> Paths { get; set; } = [];

    public List<string> Categories { get; set; } = [];

    public List<StoredMember> Members { get; set; } = [];

    public List<DevGroup> Groups { get; set; } = [];

    public string? Type => Spec.Text("type");

    public string Lifecycle => Spec.Text("lifecycleState") ?? "CREATED";

    private string Organization => _call.Environment.OrganizationId;

    private string Reference { get; }

    /// <summary>Ids in the body win; with UUIDs nothing is derived and what is missing is random.</summary>
    private JsonObject WithIds(JsonObject item)
    {
        var copy = item.DeepClone().AsObject();
        if (copy["id"] is null)
        {
            var hrid = copy.Text("hrid") ?? "";
            copy["id"] = _isUuid ? Guid.NewGuid().ToString() : ChildId(hrid);
            copy["crossId"] = _isUuid ? null : AutomationIds.ChildCrossId(Organization, Reference, hrid);
        }

        return copy;
    }

    private JsonObject WithGeneralConditions(JsonObject plan) => Resolve(plan, "generalConditionsHrid", "generalConditions");

    private JsonObject WithParent(JsonObject page) => Resolve(page, "parentHrid", "parentId");

    private JsonObject Resolve(JsonObject item, string from, string to)
    {
        item[to] = item.Text(from) is { Length: > 0 } hrid ? _isUuid ? hrid : ChildId(hrid) : null;
        item.Remove(from);
        return item.WithoutNulls();
    }

    private string ChildId(string hrid) => AutomationIds.ChildId(Organization, _call.Environment.Id, Reference, hrid);
}

using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Automation.Schema;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Import;
using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management.Automation;

/// <summary>The automation routes of shared policy groups. Every write deploys.</summary>
internal sealed class PolicyGroupRoutes(ManagementStore store)
{
    private const string Flag = "hridContainsUUID";
    private static readonly string[] Updatable = ["name", "description", "prerequisiteMessage", "steps"];

    public void MapTo(RouteTable routes) => routes
        .Map("PUT", "shared-policy-groups", Put)
        .Map("GET", "shared-policy-groups/{id}", Admin((call, group) => Reply.Ok(State(call.Environment, group.Spec, group.Hrid, group.Id, group.CrossId))))
        .Map("DELETE", "shared-policy-groups/{id}", Admin(Delete));

    private static Func<Call, Reply> Admin(Func<Call, StoredPolicyGroup, Reply> handler) => call =>
        !call.User.IsAdmin ? Replies.Forbidden(call)
        : Find(call.Environment, AutomationIds.Addressed(call, Flag)) is { } group ? handler(call, group)
        : Replies.NoSuchHrid(call);

    private static StoredPolicyGroup? Find(DevEnvironment environment, string id) => environment.PolicyGroups.Find(group => group.Id == id);

    private Reply Put(Call call)
    {
        if (!call.User.IsAdmin)
        {
            return Replies.Forbidden(call);
        }

        var (spec, refusal) = AutomationBody.Read(call, SharedPolicyGroupShape.Root);
        if (spec is null)
        {
            return refusal!;
        }

        var (environment, isUuid, reference) = (call.Environment, call.Flag(Flag), spec.Text("hrid")!);
        var id = isUuid ? reference : AutomationIds.Id(environment.OrganizationId, environment.Id, reference);
        var crossId = spec.Text("crossId") ?? (isUuid ? null : AutomationIds.CrossId(environment.OrganizationId, reference));
        var findings = Validate(spec);
        var state = State(environment, spec, reference, id, crossId);
        if (call.Flag("dryRun"))
        {
            state["errors"] = findings.IsEmpty ? null : findings.ToJson();
            return Reply.Ok(state.WithoutNulls());
        }

        return findings.Severe.Count > 0 ? Replies.Rejected(call, findings.Severe)
            : Write(call, spec, id, crossId, isUuid ? null : reference) ?? Reply.Ok(state);
    }

    private static Findings Validate(JsonObject spec)
    {
        var findings = new Findings();
        if (string.IsNullOrWhiteSpace(spec.Text("name")))
        {
            findings.Severe.Add("Name is required.");
        }

        var (type, phase) = (spec.Text("apiType"), spec.Text("phase"));
        if (type == "PROXY" && phase is not ("REQUEST" or "RESPONSE"))
        {
            findings.Severe.Add($"Invalid phase {phase} for API type {type}");
        }
        else
        {
            CheckPolicies([.. spec.Objects("steps").Select(step => step.Text("policy")!)], type!, phase!, findings);
        }

        return findings;
    }

    private static void CheckPolicies(List<string> policies, string type, string phase, Findings findings)
    {
        if (policies.Find(id => !PluginCatalog.Policies.ContainsKey(id)) is { } unknown)
        {
            findings.Severe.Add($"Plugin [{unknown}] cannot be found.");
            return;
        }

        var unexpected = policies.Select(id => PluginCatalog.Policies[id]).Where(plugin => !plugin.PhasesOf(type).Contains(phase)).ToList();
        if (unexpected.Count > 0)
        {
            var names = string.Join(", ", unexpected.Select(plugin => plugin.Name));
            findings.Severe.Add($"Unexpected policies [{names}] for API type {type} and phase {phase}");
        }
    }

    /// <summary>Known by the cross id, yet loaded by the id: when the two disagree, it cannot be found.</summary>
    private Reply? Write(Call call, JsonObject spec, string id, string? crossId, string? hrid)
    {
        var isKnown = crossId is not null && call.Environment.PolicyGroups.Exists(group => group.CrossId == crossId);
        var group = Find(call.Environment, id);
        if (isKnown && group is null)
        {
            return call.Error(404, $"SharedPolicyGroup [{id}] cannot be found.", "sharedPolicyGroup.notFound");
        }

        if (group is null)
        {
            group = new() { Id = id, CrossId = crossId, CreatedAt = store.Now, Spec = spec };
            call.Environment.PolicyGroups.Add(group);
        }
        else
        {
            foreach (var name in Updatable.Where(name => spec[name] is not null))
            {
                group.Spec[name] = spec[name]!.DeepClone();
            }
        }

        (group.Hrid, group.UpdatedAt) = (hrid, store.Now);
        group.Version++;
        Record("DEPLOY_SHARED_POLICY_GROUP", call.Environment, group);
        return null;
    }

    private Reply Delete(Call call, StoredPolicyGroup group)
    {
        if (!call.Flag("dryRun"))
        {
            call.Environment.PolicyGroups.Remove(group);
            Record("UNDEPLOY_SHARED_POLICY_GROUP", call.Environment, group);
        }

        return Reply.NoContent;
    }

    private void Record(string type, DevEnvironment environment, StoredPolicyGroup group) =>
        store.Record(type, group.Id, environment.Id, group.Version, JsonText.Write(group.Spec));

    private static JsonObject State(DevEnvironment environment, JsonObject spec, string? hrid, string id, string? crossId)
    {
        var state = AutomationState.Of(environment, spec, id);
        state["hrid"] = hrid;
        state["crossId"] = crossId;
        return state.WithoutNulls();
    }
}

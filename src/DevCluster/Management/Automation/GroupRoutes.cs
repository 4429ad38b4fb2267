using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Automation.Schema;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Import;
using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management.Automation;

/// <summary>The automation routes of groups.</summary>
internal sealed class GroupRoutes(ManagementStore store)
{
    private const string Flag = "hridContainsUUID";
    private static readonly string[] DefaultScopes = ["API", "APPLICATION"];
    private static readonly string[] Scopes = ["API", "APPLICATION", "INTEGRATION", "CLUSTER", "API_PRODUCT"];

    public void MapTo(RouteTable routes) => routes
        .Map("PUT", "groups", Put)
        .Map("GET", "groups/{id}", Admin((call, group) => Reply.Ok(OfStored(call.Environment, group))))
        .Map("DELETE", "groups/{id}", Admin(Delete));

    private static Func<Call, Reply> Admin(Func<Call, DevGroup, Reply> handler) => call =>
        !call.User.IsAdmin ? Replies.Forbidden(call)
        : call.Environment.Groups.Find(group => group.Id == AutomationIds.Addressed(call, Flag)) is { } group ? handler(call, group)
        : Replies.NoSuchHrid(call);

    private Reply Put(Call call)
    {
        if (!call.User.IsAdmin)
        {
            return Replies.Forbidden(call);
        }

        var (spec, refusal) = AutomationBody.Read(call, GroupShape.Root);
        if (spec is null)
        {
            return refusal!;
        }

        if (spec.Objects("members").SelectMany(member => member["roles"] as JsonObject ?? []).Any(role => !Scopes.Contains(role.Key)))
        {
            // A scope that APIM does not know is an exception that it maps to nothing.
            return new(500);
        }

        var (isUuid, reference) = (call.Flag(Flag), spec.Text("hrid")!);
        var id = isUuid ? reference : AutomationIds.Id(call.Environment.OrganizationId, call.Environment.Id, reference);
        var (members, findings) = Validate(call.Environment, spec, id);
        if (!call.Flag("dryRun"))
        {
            if (findings.Severe.Count > 0)
            {
                return Replies.Rejected(call, findings.Severe);
            }

            Write(call.Environment, new(id, spec.Text("name")!, store.Now) { Hrid = isUuid ? null : reference, Members = members });
        }

        spec.Remove("notifyMembers");
        return Reply.Ok(State(call.Environment, spec, id, members.Count, call.Flag("dryRun") && findings.IsEmpty ? null : findings));
    }

    private (List<DevGroupMember> Members, Findings Findings) Validate(DevEnvironment environment, JsonObject spec, string id)
    {
        var findings = new Findings();
        var members = new List<DevGroupMember>();
        if (!Guid.TryParse(id, out _))
        {
            findings.Severe.Add("property [id] must be a valid UUID");
        }

        if (string.IsNullOrWhiteSpace(spec.Text("name")))
        {
            findings.Severe.Add("property [name] must not be empty");
        }

        foreach (var wanted in spec.Objects("members"))
        {
            var (source, sourceId) = (wanted.Text("source"), wanted.Text("sourceId"));
            if (store.FindUser(environment.OrganizationId, source, sourceId) is { } user)
            {
                if (wanted["roles"] is JsonObject roles && roles.Any(role => roles.Text(role.Key) == AccessRules.PrimaryOwner))
                {
                    findings.Severe.Add(AccessRules.PrimaryOwnerRefused);
                }

                members.Add(new(user.Id, Roles(wanted["roles"] as JsonObject ?? [])));
            }
            else
            {
                findings.Warnings.Add(AccessRules.UnknownMember(environment, source, sourceId));
            }
        }

        return (members, findings.Sorted());
    }

    /// <summary>Scopes without a role get the organization's default.</summary>
    private static Dictionary<string, string> Roles(JsonObject given) =>
        DefaultScopes.Concat(given.Select(role => role.Key)).Distinct()
            .ToDictionary(scope => scope, scope => given.Text(scope) ?? "USER");

    private static void Write(DevEnvironment environment, DevGroup group)
    {
        var index = environment.Groups.FindIndex(known => known.Id == group.Id);
        if (index < 0)
        {
            environment.Groups.Add(group);
            return;
        }

        var known = environment.Groups[index];
        environment.Groups[index] = group with { CreatedAt = known.CreatedAt, IsDefaultForApis = known.IsDefaultForApis };
    }

    private static Reply Delete(Call call, DevGroup group)
    {
        call.Environment.Groups.Remove(group);
        foreach (var api in call.Environment.Apis)
        {
            api.Groups.RemoveAll(name => name == group.Id || name == group.Name);
        }

        return Reply.NoContent;
    }

    private JsonObject OfStored(DevEnvironment environment, DevGroup group)
    {
        var members = group.Members.Select(JsonNode (member) =>
        {
            var user = store.Users.First(user => user.Id == member.UserId);
            var roles = new JsonObject(member.Roles.Select(role => KeyValuePair.Create(role.Key, (JsonNode?)role.Value)));
            return new JsonObject { ["source"] = user.Source, ["sourceId"] = user.SourceId, ["roles"] = roles };
        });
        var spec = new JsonObject { ["hrid"] = group.Hrid, ["name"] = group.Name, ["members"] = JsonText.ToArray(members) };
        return State(environment, spec, group.Id, group.Members.Count, null);
    }

    private static JsonObject State(DevEnvironment environment, JsonObject spec, string id, int memberCount, Findings? findings)
    {
        spec["memberCount"] = memberCount;
        return AutomationState.Of(environment, spec, id, findings);
    }
}

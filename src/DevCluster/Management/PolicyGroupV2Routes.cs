using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management;

/// <summary>The v2 routes of shared policy groups.</summary>
internal static class PolicyGroupV2Routes
{
    public static void MapTo(RouteTable routes) => routes
        .Map("GET", "shared-policy-groups", call => Reply.Ok(PageOf.All(call, call.Environment.PolicyGroups.Select(View))))
        .Map("GET", "shared-policy-groups/{id}", call =>
            call.Environment.PolicyGroups.Find(group => group.Id == call.Id) is { } group
                ? Reply.Ok(View(group))
                : call.Error(404, $"SharedPolicyGroup [{call.Id}] cannot be found.", "sharedPolicyGroup.notFound", ("id", call.Id)));

    private static JsonObject View(StoredPolicyGroup group)
    {
        var view = JsonText.Pick(group.Spec, "name", "description", "prerequisiteMessage", "apiType", "phase", "steps");
        view["id"] = group.Id;
        view["crossId"] = group.CrossId;
        view["version"] = group.Version;
        view["originContext"] = new JsonObject { ["origin"] = "KUBERNETES" };
        view["lifecycleState"] = "DEPLOYED";
        view["createdAt"] = Instant.Iso(group.CreatedAt);
        view["updatedAt"] = Instant.Iso(group.UpdatedAt);
        view["deployedAt"] = Instant.Iso(group.UpdatedAt);
        return view.WithoutNulls();
    }
}

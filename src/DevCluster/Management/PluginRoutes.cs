using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;

namespace Gko.DevCluster.Management;

/// <summary>The v2 routes of plugins, which are the same for all of an organization.</summary>
internal static class PluginRoutes
{
    public static void MapTo(RouteTable routes) => routes
        .Map("GET", "plugins/policies", _ => Reply.Ok(JsonText.ToArray(PluginCatalog.Policies.Values.Select(JsonNode (policy) => View(policy)))))
        .Map("GET", "plugins/resources", _ => Named(PluginCatalog.Resources))
        .Map("GET", "plugins/endpoints", _ => Named(PluginCatalog.Endpoints))
        .Map("GET", "plugins/entrypoints", _ => Named(PluginCatalog.Entrypoints));

    private static JsonObject View(PolicyPlugin policy) => new()
    {
        ["id"] = policy.Id,
        ["name"] = policy.Name,
        ["flowPhaseCompatibility"] = new JsonObject
        {
            ["HTTP_PROXY"] = JsonText.ToArray(policy.PhasesOf("PROXY")),
            ["HTTP_MESSAGE"] = JsonText.ToArray(policy.PhasesOf("MESSAGE")),
        },
    };

    private static Reply Named(IEnumerable<string> ids) =>
        Reply.Ok(JsonText.ToArray(ids.Select(JsonNode (id) => new JsonObject { ["id"] = id, ["name"] = id })));
}

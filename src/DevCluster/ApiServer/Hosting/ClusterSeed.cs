using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>What is in the cluster before anybody wrote to it: namespaces, and the roles that everybody starts with.</summary>
internal static class ClusterSeed
{
    private const string Rbac = "rbac.authorization.k8s.io";

    public static void Plant(WriteServices services, IEnumerable<string> namespaces)
    {
        foreach (var name in namespaces.Distinct(StringComparer.Ordinal))
        {
            Add(services, services.Namespaces, name, []);
        }

        var everything = Rule(["*"], ["*"], ["*"]);
        var all = new JsonObject { ["nonResourceURLs"] = new JsonArray("*"), ["verbs"] = new JsonArray("*") };
        AddRole(services, "cluster-admin", everything, all);
        AddBinding(services, "cluster-admin", ApiUser.Masters);

        AddRole(services, "system:discovery", Paths("/api", "/api/*", "/apis", "/apis/*", "/openapi", "/openapi/*"));
        AddBinding(services, "system:discovery", ApiUser.AuthenticatedGroup);
        AddRole(services, "system:public-info-viewer", Paths("/healthz", "/livez", "/readyz", "/version", "/version/"));
        AddBinding(services, "system:public-info-viewer", ApiUser.AuthenticatedGroup, "system:unauthenticated");
        AddRole(services, "system:basic-user",
            Rule(["authorization.k8s.io"], ["selfsubjectaccessreviews", "selfsubjectrulesreviews"], ["create"]),
            Rule(["authentication.k8s.io"], ["selfsubjectreviews"], ["create"]));
        AddBinding(services, "system:basic-user", ApiUser.AuthenticatedGroup);
        AddRole(services, "view", Rule([""], ["configmaps", "events", "namespaces", "serviceaccounts", "services"], ["get", "list", "watch"]));
    }

    private static void AddRole(WriteServices services, string name, params JsonNode[] rules) =>
        Add(services, services.Registry.Get(Rbac, "v1", "clusterroles"), name, new JsonObject { ["rules"] = new JsonArray(rules) });

    private static void AddBinding(WriteServices services, string role, params string[] groups) =>
        Add(services, services.Registry.Get(Rbac, "v1", "clusterrolebindings"), role, new JsonObject
        {
            ["roleRef"] = new JsonObject { ["apiGroup"] = Rbac, ["kind"] = "ClusterRole", ["name"] = role },
            ["subjects"] = new JsonArray([.. groups.Select(group =>
                new JsonObject { ["apiGroup"] = Rbac, ["kind"] = "Group", ["name"] = group })]),
        });

    private static void Add(WriteServices services, ResourceDefinition resource, string name, JsonObject content)
    {
        content["metadata"] = new JsonObject { ["name"] = name };
        ObjectLifecycle.Begin(resource, content, services.Time.GetUtcNow());
        BuiltInRules.Begin(resource, content);
        ObjectShaper.Complete(resource, content);
        services.Store.TryCommit(resource.Key(null, name), content, null);
    }

    private static JsonObject Paths(params string[] paths) => new() { ["nonResourceURLs"] = paths.ToJsonArray(), ["verbs"] = new JsonArray("get") };

    private static JsonObject Rule(string[] groups, string[] resources, string[] verbs) => new()
    {
        ["apiGroups"] = groups.ToJsonArray(), ["resources"] = resources.ToJsonArray(), ["verbs"] = verbs.ToJsonArray(),
    };
}

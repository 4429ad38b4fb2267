using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Evaluates roles and bindings, read afresh for every request so that a change holds at once.</summary>
internal sealed class RbacAuthorizer(ObjectStore store)
{
    private const string Group = "rbac.authorization.k8s.io";

    public bool IsAllowed(ApiUser user, AccessRequest request) =>
        user.Groups.Contains(ApiUser.Masters) || RulesFor(user, request.Namespace).Any(rule => Covers(rule, request));

    /// <exception cref="ApiStatusException">403.</exception>
    public void Demand(ApiUser user, AccessRequest request)
    {
        if (IsAllowed(user, request))
        {
            return;
        }

        if (request.Path is not null)
        {
            throw Refusals.ForbiddenPath(user.Name, request.Verb, request.Path);
        }

        var where = request.Namespace is { } ns ? $"in the namespace \"{ns}\"" : "at the cluster scope";
        throw Refusals.Forbidden(request.Group, request.Resource, request.Name,
            $"User \"{user.Name}\" cannot {request.Verb} resource \"{request.FullResource}\" in API group \"{request.Group}\" {where}");
    }

    /// <summary>All rules that hold for a user, in the whole cluster and in a namespace.</summary>
    public IEnumerable<JsonObject> RulesFor(ApiUser user, string? ns)
    {
        var cluster = Bindings($"clusterrolebindings.{Group}", "");
        var local = ns is null ? [] : Bindings($"rolebindings.{Group}", ns);
        return cluster.Concat(local).Where(binding => Names(binding, user)).SelectMany(binding => RulesOf(binding, ns)).ToList();
    }

    private IEnumerable<JsonObject> Bindings(string resource, string ns) =>
        store.Snapshot(resource).Objects.Values.Where(binding => binding.Namespace == ns).Select(binding => binding.ToNode());

    private IEnumerable<JsonObject> RulesOf(JsonObject binding, string? ns)
    {
        var reference = binding.Child("roleRef");
        var name = reference.Text("name") ?? "";
        var key = reference.Text("kind") == "ClusterRole"
            ? new StoreKey($"clusterroles.{Group}", "", name)
            : new StoreKey($"roles.{Group}", binding.Child("metadata").Text("namespace") ?? ns ?? "", name);
        return (store.Get(key)?.ToNode().Items("rules") ?? []).OfType<JsonObject>();
    }

    private static bool Names(JsonObject binding, ApiUser user) =>
        (binding.Items("subjects") ?? []).OfType<JsonObject>().Any(subject => subject.Text("kind") switch
        {
            "User" => subject.Text("name") == user.Name,
            "Group" => user.Groups.Contains(subject.Text("name")),
            "ServiceAccount" => user.Name == $"system:serviceaccount:{subject.Text("namespace")}:{subject.Text("name")}",
            _ => false,
        });

    private static bool Covers(JsonObject rule, AccessRequest request)
    {
        if (!Has(rule, "verbs", request.Verb))
        {
            return false;
        }

        if (request.Path is { } path)
        {
            return rule.Texts("nonResourceURLs").Any(pattern => pattern.EndsWith('*')
                ? path.StartsWith(pattern[..^1], StringComparison.Ordinal)
                : pattern == path);
        }

        return Has(rule, "apiGroups", request.Group)
            && rule.Texts("resources").Any(pattern => MatchesResource(pattern, request))
            && (!rule.Texts("resourceNames").Any() || rule.Texts("resourceNames").Contains(request.Name));
    }

    private static bool MatchesResource(string pattern, AccessRequest request) =>
        pattern == "*" || pattern == request.FullResource || (request.Subresource.Length > 0 && pattern == $"*/{request.Subresource}");

    private static bool Has(JsonObject rule, string list, string value) =>
        rule.Texts(list).Any(item => item == "*" || item == value);
}

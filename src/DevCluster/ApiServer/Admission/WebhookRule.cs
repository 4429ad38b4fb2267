using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Operations and resources that a webhook is asked about; <c>*</c> stands for all.</summary>
internal sealed record WebhookRule(
    IReadOnlyList<string> Operations,
    IReadOnlyList<string> Groups,
    IReadOnlyList<string> Versions,
    IReadOnlyList<string> Resources,
    string Scope)
{
    public static WebhookRule Read(JsonObject json) => new(
        [.. json.Texts("operations")], [.. json.Texts("apiGroups")], [.. json.Texts("apiVersions")],
        [.. json.Texts("resources")], json.Text("scope") ?? "*");

    public bool Matches(AdmissionRequest request)
    {
        var resource = request.Context.Resource;
        return Has(Operations, request.Operation)
            && Has(Groups, resource.Group)
            && Has(Versions, resource.Version)
            && Resources.Any(pattern => MatchesResource(pattern, resource.Plural, request.Context.Subresource))
            && (Scope == "*" || (Scope == "Namespaced") == resource.Namespaced);
    }

    private static bool MatchesResource(string pattern, string plural, string subresource)
    {
        var parts = pattern.Split('/', 2);
        var wanted = parts.Length == 2 ? parts[1] : "";
        return (parts[0] == "*" || parts[0] == plural) && (wanted == "*" || wanted == subresource);
    }

    private static bool Has(IReadOnlyList<string> patterns, string value) => patterns.Contains("*") || patterns.Contains(value);
}

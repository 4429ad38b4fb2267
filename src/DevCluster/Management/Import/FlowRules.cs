using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;

namespace Gko.DevCluster.Management.Import;

/// <summary>Selectors of the flows of an API; those of its plans are not looked at.</summary>
internal static class FlowRules
{
    /// <summary>The first thing that is wrong, or null.</summary>
    public static string? Check(JsonObject spec)
    {
        var flow = spec.Objects("flows").FirstOrDefault(flow => flow.Objects("selectors").Any(HasWildcard));
        return flow is null ? null : $"The flow [{flow.Text("name")}] contains an HTTP selector with an invalid wildcard path";
    }

    private static bool HasWildcard(JsonObject selector) =>
        selector.Text("type") == "HTTP" && (selector.Text("path") ?? "").Contains("**", StringComparison.Ordinal);
}

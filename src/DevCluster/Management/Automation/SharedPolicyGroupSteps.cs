using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;

namespace Gko.DevCluster.Management.Automation;

/// <summary>Tells gateways which shared policy group a step means.</summary>
internal static class SharedPolicyGroupSteps
{
    private const string Policy = "shared-policy-group-policy";
    private static readonly string[] Phases = ["request", "response", "subscribe", "publish", "entrypointConnect", "interact"];

    /// <summary>A copy in which steps that name a group have its cross id too. Whether there is such a group does not matter.</summary>
    public static JsonObject Inject(JsonObject spec, string organization)
    {
        var copy = spec.DeepClone().AsObject();
        foreach (var step in Flows(copy).SelectMany(flow => Phases.SelectMany(phase => flow.Objects(phase))))
        {
            if (step.Text("policy") == Policy && step["configuration"] is JsonObject configuration && configuration.Text("hrid") is { } hrid)
            {
                configuration["sharedPolicyGroupId"] = AutomationIds.CrossId(organization, hrid);
            }
        }

        return copy;
    }

    private static IEnumerable<JsonObject> Flows(JsonObject spec) =>
        spec.Objects("flows").Concat(spec.Objects("plans").SelectMany(plan => plan.Objects("flows")));
}

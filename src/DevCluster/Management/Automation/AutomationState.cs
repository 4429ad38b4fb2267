using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Import;
using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management.Automation;

/// <summary>How automation shows what is no API: as the request that made it, with ids.</summary>
internal static class AutomationState
{
    /// <param name="environment">Where it is.</param>
    /// <param name="spec">Not changed.</param>
    /// <param name="id">Its id.</param>
    /// <param name="findings">Null shows no errors at all.</param>
    public static JsonObject Of(DevEnvironment environment, JsonObject spec, string id, Findings? findings = null)
    {
        var state = spec.DeepClone().AsObject();
        state["id"] = id;
        state["environmentId"] = environment.Id;
        state["organizationId"] = environment.OrganizationId;
        state["errors"] = findings?.ToJson();
        return state.WithoutNulls();
    }
}

using System.Text.Json.Nodes;
using Gko.Apim.Identifiers;
using Gko.Contracts;
using Gko.Kubernetes.Model;

namespace Gko.Apim.Payloads;

/// <summary>Turns a listing of APIs on a portal in the cluster into the body that the Automation API takes.</summary>
public static class PortalListingPayload
{
    /// <summary>
    /// Builds the body from a spec whose templates are evaluated already. APIs are named by their human-readable ids, also those
    /// that APIM knows by a UUID: it has no other way to name them here, and does not find these.
    /// </summary>
    /// <param name="spec">Not changed; its portal and each API must be given.</param>
    /// <param name="metadata">Gives namespace and name.</param>
    public static AutomationImport Create(PortalListingSpec spec, ObjectMeta metadata)
    {
        var apis = new JsonArray([.. (spec.Apis ?? []).Select(api => Entry(api, metadata))]);
        var path = AutomationBody.Below("portals", Hrids.Of(spec.PortalRef!, metadata), "listings");
        return AutomationBody.Seal(path, AutomationAddress.Of(metadata), new() { ["apis"] = apis });
    }

    private static JsonObject Entry(ListedApi api, ObjectMeta owner)
    {
        var entry = new JsonObject { ["apiHrid"] = Hrids.Of(api.Ref!, owner), ["location"] = api.Location };
        if (api.Order is { } order)
        {
            entry["order"] = order;
        }

        return entry;
    }
}

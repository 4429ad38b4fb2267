using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Contracts;
using Gko.Kubernetes.Model;

namespace Gko.Apim.Payloads;

/// <summary>Turns a shared policy group of the cluster into the body that the Automation API takes.</summary>
public static class SharedPolicyGroupPayload
{
    /// <summary>Builds the body from a spec whose templates are evaluated already.</summary>
    /// <param name="spec">Not changed.</param>
    /// <param name="metadata">Gives namespace and name.</param>
    /// <param name="status">Decides whether the group goes by its human-readable id or by the UUID that is its cross id.</param>
    public static AutomationImport Create(SharedPolicyGroupSpec spec, ObjectMeta metadata, SharedPolicyGroupStatus? status)
    {
        var body = JsonSerializer.SerializeToNode(spec, ContractsJson.Relaxed.SharedPolicyGroupSpec)!.AsObject();
        body.Remove("contextRef");

        // APIM keeps the steps it has when it is sent none.
        body["steps"] ??= new JsonArray();

        var synced = PayloadNodes.First(status?.Id) is not null;
        var address = AutomationAddress.Of(synced ? PayloadNodes.First(status?.CrossId) : null, metadata, status);
        if (address.IsUuid)
        {
            body["crossId"] = PayloadNodes.First(spec.CrossId) ?? address.Hrid;
        }
        else if (AutomationAddress.IsManaged(status))
        {
            CrossIds.Keep(body, address.Hrid, status?.CrossId, status?.OrganizationId);
        }

        return AutomationBody.Seal("shared-policy-groups", address, body);
    }
}

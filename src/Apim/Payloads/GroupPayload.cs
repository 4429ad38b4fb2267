using System.Text.Json;
using Gko.Contracts;
using Gko.Kubernetes.Model;

namespace Gko.Apim.Payloads;

/// <summary>Turns a group of the cluster into the body that the Automation API takes.</summary>
public static class GroupPayload
{
    /// <summary>Builds the body from a spec whose templates are evaluated already.</summary>
    /// <param name="spec">Not changed.</param>
    /// <param name="metadata">Gives namespace and name.</param>
    /// <param name="status">Decides whether the group goes by its human-readable id or by a UUID.</param>
    public static AutomationImport Create(GroupSpec spec, ObjectMeta metadata, GroupStatus? status)
    {
        var body = JsonSerializer.SerializeToNode(spec, ContractsJson.Relaxed.GroupSpec)!.AsObject();
        body.Remove("contextRef");
        body.Remove("id");
        var address = AutomationAddress.Of(PayloadNodes.First(status?.Id, spec.Id), metadata, status);
        if (address.IsUuid)
        {
            body["id"] = address.Hrid;
        }

        return AutomationBody.Seal("groups", address, body);
    }
}

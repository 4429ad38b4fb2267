using System.Text.Json;
using Gko.Contracts;
using Gko.Kubernetes.Model;

namespace Gko.Apim.Payloads;

/// <summary>Turns a portal of the cluster into the body that the Automation API takes.</summary>
public static class PortalPayload
{
    /// <summary>Builds the body from a spec whose templates are evaluated already.</summary>
    /// <param name="spec">Not changed.</param>
    /// <param name="metadata">Gives namespace and name.</param>
    public static AutomationImport Create(PortalSpec spec, ObjectMeta metadata)
    {
        var body = JsonSerializer.SerializeToNode(spec, ContractsJson.Relaxed.PortalSpec)!.AsObject();
        body.Remove("contextRef");
        return AutomationBody.Seal("portals", AutomationAddress.Of(metadata), body);
    }
}

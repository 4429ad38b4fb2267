using System.Text.Json;
using Gko.Apim.Identifiers;
using Gko.Contracts;
using Gko.Kubernetes.Model;

namespace Gko.Apim.Payloads;

/// <summary>Turns a link of a portal in the cluster into the body that the Automation API takes.</summary>
public static class PortalLinkPayload
{
    /// <summary>Builds the body from a spec whose templates are evaluated already.</summary>
    /// <param name="spec">Not changed; its portal must be given.</param>
    /// <param name="metadata">Gives namespace and name.</param>
    public static AutomationImport Create(PortalLinkSpec spec, ObjectMeta metadata)
    {
        var body = JsonSerializer.SerializeToNode(spec, ContractsJson.Relaxed.PortalLinkSpec)!.AsObject();
        body.Remove("portalRef");
        var path = AutomationBody.Below("portals", Hrids.Of(spec.PortalRef!, metadata), "links");
        return AutomationBody.Seal(path, AutomationAddress.Of(metadata), body);
    }
}

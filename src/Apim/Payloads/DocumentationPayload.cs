using System.Text.Json;
using Gko.Apim.Identifiers;
using Gko.Contracts;
using Gko.Kubernetes.Model;

namespace Gko.Apim.Payloads;

/// <summary>Turns a page of the new portal in the cluster into the body that the Automation API takes.</summary>
public static class DocumentationPayload
{
    /// <summary>
    /// Builds the body from a spec whose templates are evaluated already. An API is named by its human-readable id, also one that
    /// APIM knows by a UUID: it has no other way to name it here, and does not find this one.
    /// </summary>
    /// <param name="spec">Not changed.</param>
    /// <param name="metadata">Gives namespace and name.</param>
    /// <exception cref="ArgumentException">Not exactly one of portal and API is given.</exception>
    public static AutomationImport Create(DocumentationSpec spec, ObjectMeta metadata)
    {
        var (parents, parent) = (spec.PortalRef, spec.ApiRef) switch
        {
            ({ } portal, null) => ("portals", portal),
            (null, { } api) => ("apis", api),
            _ => throw new ArgumentException("a page belongs to either a portal or an API", nameof(spec)),
        };
        var body = JsonSerializer.SerializeToNode(spec, ContractsJson.Relaxed.DocumentationSpec)!.AsObject();
        body.Remove("portalRef");
        body.Remove("apiRef");
        var path = AutomationBody.Below(parents, Hrids.Of(parent, metadata), "documentations");
        return AutomationBody.Seal(path, AutomationAddress.Of(metadata), body);
    }
}

using System.Text.Json;
using Gko.Contracts;
using Gko.Kubernetes.Model;

namespace Gko.Apim.Payloads;

/// <summary>Turns a dictionary of the cluster into the body that the Automation API takes.</summary>
public static class DictionaryPayload
{
    /// <summary>Builds the body from a spec whose templates are evaluated already.</summary>
    /// <param name="spec">Not changed.</param>
    /// <param name="metadata">Gives namespace and name.</param>
    public static AutomationImport Create(DictionarySpec spec, ObjectMeta metadata)
    {
        var body = JsonSerializer.SerializeToNode(spec, ContractsJson.Relaxed.DictionarySpec)!.AsObject();
        body.Remove("contextRef");
        return AutomationBody.Seal("dictionaries", AutomationAddress.Of(metadata), body);
    }
}

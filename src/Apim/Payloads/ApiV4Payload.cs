using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Contracts;
using Gko.Contracts.V4;
using Gko.Kubernetes.Model;

namespace Gko.Apim.Payloads;

/// <summary>
/// Turns a v4 API of the cluster into the body that the Automation API takes. Works on a copy: specs come from caches that all
/// share.
/// </summary>
public static class ApiV4Payload
{
    /// <summary>
    /// Builds the body from a spec whose references and templates are resolved already: resources stand inline without their
    /// <c>ref</c>, steps of shared policy groups name their policy, the names of referenced groups are in <c>groups</c>.
    /// </summary>
    /// <param name="spec">Not changed.</param>
    /// <param name="metadata">Gives namespace and name, from which ids are derived.</param>
    /// <param name="status">
    /// Its condition <c>AutomationAPIManaged</c> and its ids decide whether the API goes by its human-readable id or by a UUID.
    /// </param>
    /// <param name="notification">Who is told about events, from the API's Notification objects; the spec's own is ignored.</param>
    public static ApiImport Create(
        ApiV4DefinitionSpec spec, ObjectMeta metadata, ApiV4DefinitionStatus? status, ConsoleNotification? notification = null)
    {
        var body = ApiV4Body.Create(spec, metadata, status);
        body.ToList("plans");
        body.ToList("pages");
        if (notification is not null)
        {
            body["consoleNotification"] = JsonSerializer.SerializeToNode(notification, ContractsJson.Relaxed.V4ConsoleNotification);
        }

        var address = ApiV4Address.ForImport(spec, metadata, status);
        return new(
            body.Text("id"), body.Text("crossId"), address.Reference, address.IsUuid, CanonicalJson.Write(body), Hash(body, address))
        {
            Problems = HridCollisions.Find(spec),
        };
    }

    private static string Hash(JsonObject body, ApiV4Address address)
    {
        body.Remove("id");
        body.Remove("crossId");
        foreach (var plan in address.IsUuid ? body.Items("plans") : [])
        {
            plan.Remove("id");
        }

        return PayloadNodes.Hash(CanonicalJson.Write(body).Span);
    }
}

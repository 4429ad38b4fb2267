using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Apim.Identifiers;
using Gko.Contracts;
using Gko.Contracts.V2;
using Gko.Kubernetes.Model;

namespace Gko.Apim.Payloads;

/// <summary>
/// Turns a v2 API of the cluster into the body that APIM imports. Works on a copy: specs come from caches that all share.
/// </summary>
public static class ApiDefinitionPayload
{
    /// <summary>
    /// Builds the body from a spec whose references and templates are resolved already: resources stand inline without their
    /// <c>ref</c>, the names of referenced groups are in <c>groups</c>.
    /// </summary>
    /// <param name="spec">Not changed.</param>
    /// <param name="metadata">Gives namespace, name and uid, from which ids are derived.</param>
    /// <param name="status">Ids that APIM gave before win over all others.</param>
    /// <param name="notification">Who is told about events, from the API's Notification objects; the spec's own is ignored.</param>
    public static ApiImport Create(
        ApiDefinitionSpec spec, ObjectMeta metadata, ApiDefinitionStatus? status, ConsoleNotification? notification = null)
    {
        var body = Shape(spec, metadata, status, notification);
        var id = body.Text("id")!;

        var crossId = body.Text("crossId");
        var bytes = CanonicalJson.Write(body);

        // Ids that APIM chose must not count: from another id of the API those of its plans and pages follow.
        var isOurs = id == PayloadNodes.First(spec.Id, metadata.Uid)
            && crossId == (PayloadNodes.First(spec.CrossId) ?? Ids.UuidXxh3($"{metadata.Namespace}/{metadata.Name}"));
        return new(id, crossId, id, IsUuid: true, bytes, Hash(isOurs ? body : Shape(spec, metadata, null, notification)));
    }

    private static JsonObject Shape(
        ApiDefinitionSpec spec, ObjectMeta metadata, ApiDefinitionStatus? status, ConsoleNotification? notification)
    {
        var body = ApiDefinitionBody.Create(spec, metadata, status);
        body.Remove("contextRef");
        body.Remove("local");
        if (notification is not null)
        {
            body["consoleNotificationConfiguration"] =
                JsonSerializer.SerializeToNode(notification, ContractsJson.Relaxed.ConsoleNotification);
        }

        return body;
    }

    private static string Hash(JsonObject body)
    {
        body.Remove("id");
        foreach (var plan in body.Items("plans"))
        {
            plan.Remove("id");
        }

        return PayloadNodes.Hash(CanonicalJson.Write(body).Span);
    }
}

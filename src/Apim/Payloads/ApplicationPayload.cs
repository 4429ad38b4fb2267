using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Contracts;
using Gko.Kubernetes.Model;

namespace Gko.Apim.Payloads;

/// <summary>Turns an application of the cluster into the body that the Automation API takes.</summary>
public static class ApplicationPayload
{
    /// <summary>Builds the body from a spec whose templates are evaluated already.</summary>
    /// <param name="spec">Not changed.</param>
    /// <param name="metadata">Gives namespace and name.</param>
    /// <param name="status">Decides whether the application goes by its human-readable id or by a UUID.</param>
    /// <param name="certificates">
    /// The PEM of each of <c>settings.tls.clientCertificates</c>, in their order, with references resolved and encodings undone;
    /// null when there are none.
    /// </param>
    /// <exception cref="ArgumentException">There are more or fewer certificates than the spec names.</exception>
    public static AutomationImport Create(
        ApplicationSpec spec, ObjectMeta metadata, ApplicationStatus? status, IReadOnlyList<string>? certificates = null)
    {
        var body = JsonSerializer.SerializeToNode(spec, ContractsJson.Relaxed.ApplicationSpec)!.AsObject();
        body.Remove("contextRef");
        body.Remove("id");
        if (body["settings"]?["oauth"] is JsonObject oauth)
        {
            // Required by APIM, optional for authors.
            oauth["redirectUris"] ??= new JsonArray();
        }

        if (spec.Settings?.Tls?.ClientCertificates is { } wanted)
        {
            body["settings"]!["tls"]!["clientCertificates"] = Certificates(spec, wanted, certificates ?? []);
        }

        var address = AutomationAddress.Of(PayloadNodes.First(status?.Id, spec.Id), metadata, status);
        if (address.IsUuid)
        {
            body["id"] = address.Hrid;
        }

        return AutomationBody.Seal("applications", address, body);
    }

    private static JsonArray Certificates(ApplicationSpec spec, List<ClientCertificate> wanted, IReadOnlyList<string> contents)
    {
        if (wanted.Count != contents.Count)
        {
            throw new ArgumentException($"{contents.Count} certificates are given for the {wanted.Count} of the spec", nameof(contents));
        }

        // Collection expressions add by a generic method that trimming cannot follow.
        return new JsonArray([.. wanted.Zip(contents).Select((pair, index) => (JsonNode)Certificate(pair.First, pair.Second, $"{spec.Name}-{index}"))]);
    }

    private static JsonObject Certificate(ClientCertificate wanted, string content, string defaultName)
    {
        var body = new JsonObject { ["name"] = PayloadNodes.First(wanted.Name) ?? defaultName, ["content"] = content };
        AddDate(body, "startsAt", wanted.StartsAt);
        AddDate(body, "endsAt", wanted.EndsAt);
        return body;
    }

    private static void AddDate(JsonObject body, string name, string? date)
    {
        if (PayloadNodes.First(date) is { } given)
        {
            body[name] = given;
        }
    }
}

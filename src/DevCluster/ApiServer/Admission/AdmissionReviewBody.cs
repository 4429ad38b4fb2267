using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>The <c>admission.k8s.io/v1</c> AdmissionReview, as sent and as received.</summary>
internal static class AdmissionReviewBody
{
    private const string ApiVersion = "admission.k8s.io/v1";

    public static JsonObject Create(AdmissionRequest request, string uid)
    {
        var body = Describe(request);
        body.Insert(0, "uid", uid);
        body["object"] = request.Object?.DeepClone();
        body["oldObject"] = request.OldObject?.DeepClone();
        return new JsonObject { ["kind"] = "AdmissionReview", ["apiVersion"] = ApiVersion, ["request"] = body };
    }

    /// <summary>The request without its objects, as expressions see it too.</summary>
    public static JsonObject Describe(AdmissionRequest request)
    {
        var resource = request.Context.Resource;
        var kind = new JsonObject { ["group"] = resource.Group, ["version"] = resource.Version, ["kind"] = resource.Kind };
        var path = new JsonObject { ["group"] = resource.Group, ["version"] = resource.Version, ["resource"] = resource.Plural };
        var body = new JsonObject { ["kind"] = kind, ["resource"] = path };
        AddText(body, "subResource", request.Context.Subresource);
        body["requestKind"] = kind.DeepClone();
        body["requestResource"] = path.DeepClone();
        AddText(body, "requestSubResource", request.Context.Subresource);
        AddText(body, "name", request.Name);
        AddText(body, "namespace", request.Context.Namespace ?? (resource.QualifiedName == "namespaces" ? request.Name : ""));
        body["operation"] = request.Operation;
        body["userInfo"] = request.Context.User.ToJson();
        body["dryRun"] = request.Context.DryRun;
        body["options"] = request.Options.DeepClone();
        return body;
    }

    /// <exception cref="ApiStatusException">The answer is a denial.</exception>
    /// <exception cref="WebhookCallException">The answer breaks the protocol.</exception>
    public static WebhookVerdict Read(string webhook, JsonObject review, string uid, bool mutating)
    {
        if (review.Count > 0 && (review.Text("apiVersion") != ApiVersion || review.Text("kind") != "AdmissionReview"))
        {
            throw new WebhookCallException($"received invalid webhook response: expected webhook response of {ApiVersion}, "
                + $"Kind=AdmissionReview, got {review.Text("apiVersion")}, Kind={review.Text("kind")}");
        }

        var response = review.Child("response") ?? throw new WebhookCallException("received invalid webhook response: webhook response was absent");
        if (response.Text("uid") != uid)
        {
            throw new WebhookCallException(
                $"received invalid webhook response: expected response.uid=\"{uid}\", got \"{response.Text("uid")}\"");
        }

        if (response.Flag("allowed") is not true)
        {
            throw Denied(webhook, response.Child("status"));
        }

        return new WebhookVerdict(Patch(response, mutating), [.. response.Texts("warnings")]);
    }

    public static ApiStatusException Denied(string webhook, JsonObject? status)
    {
        var prefix = $"admission webhook \"{webhook}\" denied the request";
        var message = (status.Text("message"), status.Text("reason")) switch
        {
            ({ Length: > 0 } text, _) => $"{prefix}: {text}",
            (_, { Length: > 0 } reason) => $"{prefix}: {reason}",
            _ => $"{prefix} without explanation",
        };
        var code = (int)(status.Number("code") ?? 0);
        return new ApiStatusException(code < 400 ? 400 : code, status.Text("reason"), message, (JsonObject?)status.Child("details")?.DeepClone());
    }

    private static JsonArray? Patch(JsonObject response, bool mutating)
    {
        var patch = response.Text("patch");
        if (patch is null)
        {
            return response.Text("patchType") is null
                ? null
                : throw new WebhookCallException("received invalid webhook response: webhook returned response.patchType but not response.patch");
        }

        if (!mutating)
        {
            throw new WebhookCallException("received invalid webhook response: validating webhook may not return response.patch");
        }

        if (response.Text("patchType") != "JSONPatch")
        {
            throw new WebhookCallException(response.Text("patchType") is null
                ? "received invalid webhook response: webhook returned response.patch but not response.patchType"
                : $"received invalid webhook response: invalid response.patchType of \"{response.Text("patchType")}\"");
        }

        try
        {
            return JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(patch))) as JsonArray;
        }
        catch (Exception error) when (error is FormatException or JsonException)
        {
            throw new WebhookCallException($"received undecodable patch in webhook response: {error.Message}", error);
        }
    }

    private static void AddText(JsonObject body, string name, string value)
    {
        if (value.Length > 0)
        {
            body[name] = value;
        }
    }
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Contracts;
using Gko.Kubernetes.Model;

namespace Gko.Load;

/// <summary>What an API server asks the webhook: half of it about new APIs, half about changes of stored ones.</summary>
internal static class AdmissionReviews
{
    private const int Different = 1000;

    /// <summary>The questions, ready to be sent.</summary>
    /// <param name="stored">How many APIs there are.</param>
    /// <param name="context">The context of the APIs; null for none.</param>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Create(string @namespace, int stored, string? context) =>
        [.. Enumerable.Range(0, Different).Select(index => index % 2 == 0
            ? Review("CREATE", AdmissionObjects.Api(@namespace, $"new-{index:00000}", context), null)
            : Change(AdmissionObjects.Api(@namespace, AdmissionObjects.Name(index * (stored / Different + 1) % stored), context)))];

    private static ReadOnlyMemory<byte> Change(ApiDefinition old)
    {
        var now = Json(old).Deserialize(ApiDefinition.Type.Json)!;
        now.Spec!.Description += ", and hear of them";
        return Review("UPDATE", now, old);
    }

    private static ReadOnlyMemory<byte> Review(string operation, ApiDefinition now, ApiDefinition? old)
    {
        var kind = new JsonObject { ["group"] = ApiDefinition.Type.Group, ["version"] = ApiDefinition.Type.Version, ["kind"] = ApiDefinition.Type.Kind };
        var review = new JsonObject
        {
            ["kind"] = "AdmissionReview",
            ["apiVersion"] = "admission.k8s.io/v1",
            ["request"] = new JsonObject
            {
                ["uid"] = Guid.NewGuid().ToString(),
                ["kind"] = kind,
                ["name"] = now.Metadata.Name,
                ["namespace"] = now.Metadata.Namespace,
                ["operation"] = operation,
                ["userInfo"] = new JsonObject { ["username"] = "load", ["groups"] = new JsonArray("system:masters", "system:authenticated") },
                ["object"] = Json(now),
                ["oldObject"] = old is null ? null : Json(old),
                ["dryRun"] = false,
            },
        };
        return Encoding.UTF8.GetBytes(review.ToJsonString());
    }

    private static JsonNode Json(ApiDefinition api) => JsonSerializer.SerializeToNode(api, ApiDefinition.Type.Json)!;
}

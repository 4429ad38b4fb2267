using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gko.Kubernetes.Admission.Registration;

/// <summary>Whether a stored configuration says what is wanted. What others may add to ours is left out of account.</summary>
internal static class WebhookComparison
{
    public static bool Holds(IWebhookConfiguration? stored, IWebhookConfiguration wanted)
    {
        if (stored?.Webhooks is not { } entries || entries.Count != wanted.Webhooks!.Count)
        {
            return false;
        }

        var labels = stored.Metadata.Labels;
        return (wanted.Metadata.Labels ?? []).All(label => labels?.GetValueOrDefault(label.Key) == label.Value)
            && wanted.Webhooks.TrueForAll(entry => entries.Exists(other => AreEqual(entry, other)));
    }

    private static bool AreEqual(WebhookEntry a, WebhookEntry b) => a.Name == b.Name && JsonNode.DeepEquals(Comparable(a), Comparable(b));

    private static JsonNode Comparable(WebhookEntry entry)
    {
        var json = JsonSerializer.SerializeToNode(entry, RegistrationJson.Default.WebhookEntry)!;
        var own = MatchConditions.Own(entry.MatchConditions).Select(condition => $"{condition.Name}: {condition.Expression}");
        json["matchConditions"] = string.Join('\n', own.Order(StringComparer.Ordinal));
        return json;
    }
}

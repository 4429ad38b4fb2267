using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Which webhooks have a say in a request.</summary>
internal sealed class WebhookMatcher(ObjectStore store)
{
    private static readonly IReadOnlyDictionary<string, string> NoLabels = new Dictionary<string, string>();

    public bool Matches(Webhook webhook, AdmissionRequest request) =>
        request.Context.Resource.Group != "admissionregistration.k8s.io"
        && webhook.Rules.Any(rule => rule.Matches(request))
        && MatchesNamespace(webhook, request)
        && (Matches(webhook.ObjectSelector, request.Object) || Matches(webhook.ObjectSelector, request.OldObject));

    private bool MatchesNamespace(Webhook webhook, AdmissionRequest request)
    {
        if (request.Context.Resource.QualifiedName == "namespaces")
        {
            return webhook.NamespaceSelector.Matches(Labels(request.Object ?? request.OldObject));
        }

        if (request.Context.Namespace is not { } ns)
        {
            return true;
        }

        var labels = store.Get(new StoreKey("namespaces", "", ns))?.Labels ?? NoLabels;
        return webhook.NamespaceSelector.Matches(labels);
    }

    private static bool Matches(LabelSelector selector, JsonObject? node) => node is not null && selector.Matches(Labels(node));

    private static Dictionary<string, string> Labels(JsonObject? node) =>
        (node.Child("metadata").Child("labels") ?? []).ToDictionary(pair => pair.Key, pair => pair.Value.AsText() ?? "", StringComparer.Ordinal);
}

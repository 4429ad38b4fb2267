using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Which webhooks have a say in a request.</summary>
internal sealed class WebhookMatcher(ObjectStore store)
{
    private static readonly IReadOnlyDictionary<string, string> NoLabels = new Dictionary<string, string>();

    /// <exception cref="ApiStatusException">A condition cannot be told and the webhook's failures are not to be ignored.</exception>
    public bool Matches(Webhook webhook, AdmissionRequest request) =>
        request.Context.Resource.Group != "admissionregistration.k8s.io"
        && webhook.Rules.Any(rule => rule.Matches(request))
        && MatchesNamespace(webhook, request)
        && (Matches(webhook.ObjectSelector, request.Object) || Matches(webhook.ObjectSelector, request.OldObject))
        && MeetsConditions(webhook, request);

    // One that is false settles it, whatever became of the others.
    private static bool MeetsConditions(Webhook webhook, AdmissionRequest request)
    {
        var failures = new List<string>();
        foreach (var condition in webhook.MatchConditions)
        {
            try
            {
                if (!condition.Holds(request))
                {
                    return false;
                }
            }
            catch (CelException error)
            {
                failures.Add($"expression '{condition.Expression}' resulted in error: {error.Message}");
            }
        }

        if (failures.Count == 0 || webhook.IgnoresFailure)
        {
            return failures.Count == 0;
        }

        var told = failures.Count == 1 ? failures[0] : $"[{string.Join(", ", failures.Distinct())}]";
        throw Refusals.Forbidden(request.Context.Resource.Group, request.Context.Resource.Plural, request.Name, told);
    }

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

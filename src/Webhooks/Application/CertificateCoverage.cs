using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>Keeps the certificates of an application from ending before its subscriptions to MTLS plans do.</summary>
internal sealed class CertificateCoverage(ClusterStores stores)
{
    /// <summary>Adds an error for each subscription that would be left without a certificate before its end.</summary>
    /// <param name="application">The application.</param>
    /// <param name="certificates">As they would be stored; one without an end is good for every subscription.</param>
    /// <param name="review">Gets the findings.</param>
    public void Check(ObjectKey application, IReadOnlyList<ClientCertificate>? certificates, Review review)
    {
        if (certificates is not { Count: > 0 } || certificates.Any(certificate => string.IsNullOrEmpty(certificate?.EndsAt))
            || CertificateDates.EndsOf(certificates) is not { Count: > 0 } ends)
        {
            return;
        }

        var last = ends.Max();
        var late = stores.Subscriptions.ByIndex(SubscriptionIndexes.ByApplication, application.ToString())
            .Where(subscription => Rfc3339.TryParse(subscription.Spec?.EndingAt, out var end) && end > last && IsMutualTls(subscription))
            .OrderBy(subscription => ObjectKey.Of(subscription).ToString(), StringComparer.Ordinal);
        foreach (var subscription in late)
        {
            review.Verdicts.Error(
                $"subscription [{ObjectKey.Of(subscription)}] ending date [{subscription.Spec!.EndingAt}] is after all client certificate end dates in application [{application}]",
                "spec.settings.tls.clientCertificates");
        }
    }

    private bool IsMutualTls(Subscription subscription) =>
        FindApi(subscription)?.FindPlan(subscription.Spec?.Plan)?.Security == PlanSecurities.MutualTls;

    private SubscribedApi? FindApi(Subscription subscription) =>
        ApiKinds.Target(subscription.Spec?.Api, subscription.Metadata.Namespace) switch
        {
            { Kind: nameof(ApiV4Definition) } target when stores.V4Apis.Get(target.Key) is { Spec: { } spec } api => SubscribedApi.Of(api, spec),
            { Kind: nameof(ApiDefinition) } target when stores.Apis.Get(target.Key) is { Spec: { } spec } api => SubscribedApi.Of(api, spec),
            _ => null,
        };
}

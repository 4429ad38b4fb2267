using Gko.Contracts;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>
/// Reviews subscriptions: what must not change, then the API and the application that are to be brought together, then whether
/// they fit. All of it is known here; APIM is not asked, for it would not only try but do it.
/// </summary>
public sealed class SubscriptionAdmission : KindAdmission<Subscription, SubscriptionSpec>
{
    private readonly SubscriptionParties _parties;
    private readonly SubscriptionValidator _validator;

    internal SubscriptionAdmission(ReviewServices services)
        : base(services, subscription => subscription.Spec, ContractsJson.Relaxed.SubscriptionSpec)
    {
        _parties = new SubscriptionParties(services.References, services.Resolution);
        _validator = new SubscriptionValidator(services.Policy, services.Time);
    }

    private protected override async ValueTask ReviewAsync(Subscription resource, Subscription? old, Review review, CancellationToken ct)
    {
        var verdicts = review.Verdicts;
        if (await CompileAsync(resource, review, ct).ConfigureAwait(false) is not { } spec)
        {
            return;
        }

        HridReview.CheckLength(resource, review);
        if (old is not null)
        {
            SubscriptionChanges.Check(old.Spec, resource.Spec, review);
            if (verdicts.HasErrors)
            {
                return;
            }

            verdicts.Add(EndingDates.Check(spec, Services.Time.GetUtcNow()));
        }

        var api = await _parties.FindApiAsync(spec, review, ct).ConfigureAwait(false);
        var (application, applicationSpec) = await _parties.FindApplicationAsync(spec, review, ct).ConfigureAwait(false);
        if (api is null || application is null || applicationSpec is null)
        {
            return;
        }

        var candidate = new SubscriptionCandidate(spec, old is not null, api, application, applicationSpec);
        verdicts.Add(await _validator.ValidateAsync(candidate, ct).ConfigureAwait(false));
        CheckTwins(candidate, review);
    }

    private void CheckTwins(SubscriptionCandidate candidate, Review review)
    {
        var application = candidate.ApplicationKey;
        var twins = Services.Resolution.Stores.Subscriptions
            .ByIndex(SubscriptionIndexes.ByApplication, application.ToString())
            .Where(other => other.Metadata.DeletionTimestamp is null
                && ObjectKey.Of(other) != review.Key
                && other.Spec?.Plan == candidate.Spec.Plan
                && ApiKinds.Target(other.Spec?.Api, other.Metadata.Namespace) == candidate.Api.Reference)
            .Select(other => ObjectKey.Of(other).ToString())
            .Order(StringComparer.Ordinal)
            .ToList();
        if (twins.Count > 0)
        {
            review.Verdicts.Soft(
                CheckIds.Subscriptions, $"subscription [{twins[0]}] gives application [{application}] access to plan [{candidate.Spec.Plan}] already: APIM refuses a second one", "spec.plan");
        }
    }
}

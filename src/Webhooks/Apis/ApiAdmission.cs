using System.Text.Json.Serialization.Metadata;
using Gko.Apim.Client;
using Gko.Contracts;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>
/// The review of APIs, whichever version they have: what must not change, then what they refer to and what they say by
/// themselves, then path conflicts, all from memory; only what passes is shown to APIM as a dry run. Deleting an API is refused
/// while somebody is subscribed to it.
/// </summary>
/// <typeparam name="T">The kind.</typeparam>
/// <typeparam name="TSpec">Its spec.</typeparam>
/// <typeparam name="TStatus">Its status.</typeparam>
public abstract class ApiAdmission<T, TSpec, TStatus> : KindAdmission<T, TSpec>
    where T : class, IResource<T>, IApi
    where TSpec : ApiSpec, new()
    where TStatus : ApiStatus
{
    private const string GatewayApi = "gateway.networking.k8s.io";
    private const string GatewayApiRoute = "HTTPRoute";

    private readonly JsonTypeInfo<TSpec> _json;
    private readonly ApiReferenceAccess _access;
    private readonly NotificationReview _notifications;
    private readonly SubscribedPlans _subscribed;
    private readonly ApiRules _rules;
    private readonly ApiChecks _checks;
    private readonly GuardrailReview _guardrails;

    private protected ApiAdmission(ReviewServices services, Func<T, TSpec?> specOf, JsonTypeInfo<TSpec> json, bool plansNeeded)
        : base(services, specOf, json)
    {
        _json = json;
        _access = new ApiReferenceAccess(services.References, services.Resolution.PolicyGroupIds);
        _notifications = new NotificationReview(services.Resolution.Lookups);
        _subscribed = new SubscribedPlans(services.Resolution.Stores.Subscriptions);
        _rules = new ApiRules(services.Policy, plansNeeded);
        _checks = new ApiChecks(services.Policy);
        _guardrails = new GuardrailReview(services.Resolution.Guardrails);
    }

    // Less is asked of templates, so that what stops being one was never reviewed as an API.
    private protected sealed override bool NeedsReview(T resource, T? old) =>
        base.NeedsReview(resource, old) || (ApiTemplates.IsTemplate(old) && !ApiTemplates.IsTemplate(resource));

    private protected sealed override async ValueTask ReviewAsync(T resource, T? old, Review review, CancellationToken ct)
    {
        CheckStored(resource, old, review);
        if (review.Verdicts.HasErrors || IsExempt(resource))
        {
            return;
        }

        var resolved = await PreviewAsync(resource, ct).ConfigureAwait(false);
        if (!resolved.IsCompiled)
        {
            review.Verdicts.Add(resolved.Problems);
            return;
        }

        if (!await CheckReferencesAsync(resolved.Spec, review, ct).ConfigureAwait(false))
        {
            return;
        }

        var addresses = AddressesOf(resolved.Spec);
        await CheckLocallyAsync(resource, old, resolved, addresses, review, ct).ConfigureAwait(false);
        if (!review.Verdicts.HasErrors && resolved.Draft is { Connection: not null } draft)
        {
            var answer = await Services.DryRuns.AskAsync(token => AskApimAsync(resource, resolved, draft, token), review, ct).ConfigureAwait(false);
            Services.DryRuns.Report(answer, "API", review);
        }

        // An object whose name is yet to be generated cannot be found again.
        if (!review.Verdicts.HasErrors && !review.IsDryRun && review.Name.Length > 0)
        {
            Services.Resolution.Paths.Remember(Self(review), addresses);
        }
    }

    private protected sealed override void ReviewMetadata(T resource, T old, Review review) =>
        _guardrails.CheckLabels(resource, old, review.Verdicts);

    private protected sealed override ValueTask ReviewDeletionAsync(T resource, Review review, CancellationToken ct)
    {
        // The count in the status may be stale either way; upstream goes by it alone.
        var count = Math.Max(resource.CommonStatus?.Subscriptions ?? 0, _subscribed.Count(Self(review)));
        if (count > 0)
        {
            review.Verdicts.Error(
                $"cannot delete [{review.Key}] because it is referenced in {count} subscriptions. Subscriptions must be deleted before the API definition. You can review the subscriptions using the following command: {SubscribedPlans.Command(Self(review))}");
        }

        InUseReview.Check([.. Services.Resolution.Usage.OfApi(Self(review)).Where(users => users.Type != Subscription.Type)], review);
        return default;
    }

    /// <summary>Whether an API is only held against the stored one.</summary>
    private protected virtual bool IsExempt(T resource) => false;

    /// <summary>What the rules for both versions look at.</summary>
    private protected abstract ApiFacts FactsOf(TSpec spec);

    private protected abstract IReadOnlyList<ApiAddress> AddressesOf(TSpec spec);

    private protected abstract ValueTask<ApiResolution<TSpec, TStatus>> PreviewAsync(T resource, CancellationToken ct);

    private protected abstract Task<ApimResult<ImportStatus>> AskApimAsync(
        T resource, ApiResolution<TSpec, TStatus> resolved, DesiredApi desired, CancellationToken ct);

    /// <summary>Refuses what the version does not let an update change.</summary>
    private protected virtual void CheckTransition(TSpec old, TSpec now, Review review)
    {
    }

    /// <summary>Refuses what the version does not take, with templates as written.</summary>
    private protected virtual void CheckForm(TSpec spec, Review review)
    {
    }

    /// <summary>Follows references that only this version has and whose errors come before all of <see cref="ApiRules"/>.</summary>
    private protected virtual ValueTask CheckOwnReferencesAsync(TSpec spec, Review review, CancellationToken ct) => default;

    /// <summary>Warns of what only this version knows.</summary>
    private protected virtual void CheckMore(T resource, TSpec spec, Review review)
    {
    }

    private static TSpec SpecOf(T resource) => (TSpec?)resource.CommonSpec ?? new TSpec();

    private static ReferenceKey Self(Review review) => ReferenceKey.Of<T>(review.Key);

    private void CheckStored(T resource, T? old, Review review)
    {
        var spec = SpecOf(resource);
        if (old is not null)
        {
            CheckTransition(SpecOf(old), spec, review);
            if (!review.Verdicts.HasErrors)
            {
                _subscribed.CheckRemoved(
                    Self(review), old.CommonStatus?.Subscriptions ?? 0, FactsOf(SpecOf(old)).Plans, FactsOf(spec).Plans, review.Verdicts);
            }
        }

        if (!review.Verdicts.HasErrors)
        {
            CheckForm(spec, review);
        }
    }

    private async ValueTask<bool> CheckReferencesAsync(TSpec spec, Review review, CancellationToken ct)
    {
        // Whoever may not read an object is not told what is wrong with it either.
        await _access.CheckAsync(spec, review, ct).ConfigureAwait(false);
        if (!review.Verdicts.HasErrors)
        {
            await CheckOwnReferencesAsync(spec, review, ct).ConfigureAwait(false);
        }

        return !review.Verdicts.HasErrors;
    }

    private async ValueTask CheckLocallyAsync(
        T resource, T? old, ApiResolution<TSpec, TStatus> resolved, IReadOnlyList<ApiAddress> addresses, Review review, CancellationToken ct)
    {
        var problems = new ApiProblems(resolved.Problems);
        review.Verdicts.Add(problems.OfContext);
        var conflicts = await FindConflictsAsync(resource, addresses, review, ct).ConfigureAwait(false);
        var candidate = new ApiCandidate(review.Name, resolved.Spec, FactsOf(resolved.Spec), addresses, problems.OfResources, conflicts);
        review.Verdicts.Add(await _rules.ValidateAsync(candidate, ct).ConfigureAwait(false));
        await _notifications.CheckAsync(resolved.Spec.NotificationsRefs, review, ct).ConfigureAwait(false);
        review.Verdicts.Add(problems.Others);
        ApiProblems.ReportNotes(resolved.Notes, review.Verdicts);
        review.Verdicts.Add(await _checks.ValidateAsync(candidate, ct).ConfigureAwait(false));
        await Services.Templates.CheckAsync(SpecOf(resource), resolved.Spec, _json, review, ct).ConfigureAwait(false);
        CheckMore(resource, resolved.Spec, review);
        CheckMoves(resource, old, review);
        await _guardrails.CheckAsync(resource, resolved.Spec, review.Verdicts, ct).ConfigureAwait(false);
    }

    private void CheckMoves(T resource, T? old, Review review)
    {
        if (old is null)
        {
            return;
        }

        var (before, after) = (SpecOf(old), SpecOf(resource));
        _subscribed.CheckSecurity(Self(review), FactsOf(before).Plans, FactsOf(after).Plans, review.Verdicts);
        ContextReview.CheckChange(before.ContextRef, after.ContextRef, review);
    }

    // Routes of the Gateway API share paths on purpose: each rule of one route becomes an API of its own.
    private async ValueTask<IReadOnlyList<PathConflict>> FindConflictsAsync(
        T api, IReadOnlyList<ApiAddress> addresses, Review review, CancellationToken ct) =>
        api.Metadata.OwnerReferences?.Any(owner => owner is { Kind: GatewayApiRoute, Group: GatewayApi }) == true
            ? []
            : await Services.Resolution.Paths.FindConflictsAsync(
                Self(review), addresses, Services.Policy.PathConflictsInCluster, ct).ConfigureAwait(false);
}

using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>What subscriptions need to know of an API, of either version.</summary>
internal sealed class SubscribedApi
{
    private readonly Func<string, SubscribedPlan?> _findPlan;

    private SubscribedApi(
        ReferenceKey reference, ApiSpec spec, ApiStatus? status, bool isSyncedFromApim, bool hasPlans, Func<string, SubscribedPlan?> findPlan)
    {
        (Reference, IsSyncedFromApim, HasPlans, _findPlan) = (reference, isSyncedFromApim, hasPlans, findPlan);
        ContextRef = spec.ContextRef;
        IsStopped = spec.State == ApiStates.Stopped;
        HasFailed = status?.ProcessingStatus == ProcessingStatuses.Failed;
    }

    /// <summary>The API.</summary>
    public ReferenceKey Reference { get; }

    /// <summary>Its namespace and name.</summary>
    public ObjectKey Key => Reference.Key;

    /// <summary>Whether gateways take it, and so who is subscribed to it, from APIM.</summary>
    public bool IsSyncedFromApim { get; }

    /// <summary>Whether its last sync failed.</summary>
    public bool HasFailed { get; }

    /// <summary>Whether it is not to be served.</summary>
    public bool IsStopped { get; }

    /// <summary>Whether there is anything to subscribe to.</summary>
    public bool HasPlans { get; }

    /// <summary>Its context as it names it.</summary>
    public NamespacedReference? ContextRef { get; }

    /// <summary>A v2 API.</summary>
    /// <param name="api">As stored.</param>
    /// <param name="spec">With its templates evaluated.</param>
    public static SubscribedApi Of(ApiDefinition api, ApiDefinitionSpec spec)
    {
        var isSynced = spec.Local is not true
            || string.Equals(spec.DefinitionContext?.SyncFrom, DefinitionOrigins.Management, StringComparison.OrdinalIgnoreCase);
        return new(ReferenceKey.Of(api), spec, api.Status, isSynced, spec.Plans is { Count: > 0 }, name =>
            spec.Plans?.Find(plan => plan?.Name == name) is { } plan ? new(plan.Security ?? "", plan.Status) : null);
    }

    /// <summary>A v4 API.</summary>
    /// <param name="api">As stored.</param>
    /// <param name="spec">With its templates evaluated.</param>
    public static SubscribedApi Of(ApiV4Definition api, ApiV4DefinitionSpec spec) => new(
        ReferenceKey.Of(api), spec, api.Status, spec.DefinitionContext?.SyncFrom != DefinitionSources.Kubernetes, spec.Plans is { Count: > 0 },
        name => spec.Plans?.GetValueOrDefault(name) is { } plan ? new(plan.Security?.Type ?? "", plan.Status) : null);

    /// <summary>A plan by its key (v4) or name (v2); null when there is none.</summary>
    public SubscribedPlan? FindPlan(string? name) => string.IsNullOrEmpty(name) ? null : _findPlan(name);
}

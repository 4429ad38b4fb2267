using Gko.Contracts;
using Gko.Kubernetes.Caching;

namespace Gko.Resolution;

/// <summary>The questions about subscriptions that must be answered without looking at each of them.</summary>
public static class SubscriptionIndexes
{
    /// <summary>By the API, given as <see cref="ReferenceKey"/> in text.</summary>
    public static StoreIndex<Subscription> ByApi { get; } = new("api", item =>
        ApiKinds.Target(item.Spec?.Api, item.Metadata.Namespace) is { } api ? [api.ToString()] : []);

    /// <summary>By the Application, as <c>namespace/name</c>.</summary>
    public static StoreIndex<Subscription> ByApplication { get; } = new("application", item =>
        ReferenceValues.Of(item.Spec?.Application, item.Metadata.Namespace));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<StoreIndex<Subscription>> All { get; } = [ByApi, ByApplication];
}

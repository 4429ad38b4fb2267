using Gko.Contracts;
using Gko.Kubernetes.Model.Core;
using Gko.Resolution;

namespace Gko.Testing.Fakes;

/// <summary>The informers that resolving needs, over a <see cref="FakeCluster"/>.</summary>
public static class FakeClusterStores
{
    /// <summary>Starts them and returns once all are in sync.</summary>
    public static async Task<ClusterStores> WatchAllAsync(this FakeCluster cluster) => new(
        await cluster.WatchAsync([.. ApiDefinitionIndexes.All]),
        await cluster.WatchAsync([.. ApiV4DefinitionIndexes.All]),
        await cluster.WatchAsync([.. ManagementContextIndexes.All]),
        await cluster.WatchAsync<ApiResource>(),
        await cluster.WatchAsync(ContextIndexes.Groups, HridIndexes.Groups),
        await cluster.WatchAsync(NotificationIndexes.ByGroup),
        await cluster.WatchAsync(ContextIndexes.PolicyGroups, HridIndexes.PolicyGroups, PolicyGroupIndexes.ByCrossId),
        await cluster.WatchAsync(ContextIndexes.Applications, HridIndexes.Applications),
        await cluster.WatchAsync(ContextIndexes.Dictionaries, HridIndexes.Dictionaries),
        await cluster.WatchAsync(ContextIndexes.Portals, HridIndexes.Portals),
        await cluster.WatchAsync(PortalIndexes.ListingsByPortal, PortalIndexes.ListingsByApi, HridIndexes.Listings),
        await cluster.WatchAsync(PortalIndexes.LinksByPortal, HridIndexes.Links),
        await cluster.WatchAsync(PortalIndexes.DocumentationsByPortal, PortalIndexes.DocumentationsByApi, HridIndexes.Documentations),
        await cluster.WatchAsync([.. SubscriptionIndexes.All]),
        await cluster.WatchAsync<SecretMetadata>(),
        await cluster.WatchAsync<ConfigMapMetadata>())
    {
        Guardrails = new GuardrailStores(await cluster.WatchAsync<ApiGuardrail>(), await cluster.WatchAsync<NamespaceMetadata>()),
    };

    /// <summary>Starts them, and everything that resolves over them.</summary>
    public static async Task<ResolutionSet> ResolveAsync(
        this FakeCluster cluster, WatchScope? scope = null, bool templating = true, TimeProvider? time = null) =>
        new(await cluster.WatchAllAsync(), cluster, scope ?? new WatchScope([]), templating, time ?? new FakeTimeProvider());
}

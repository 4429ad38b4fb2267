using Gko.Contracts;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;

namespace Gko.Resolution;

/// <summary>The caches that resolving reads, with the indexes it needs.</summary>
public sealed record ClusterStores(
    IStore<ApiDefinition> Apis,
    IStore<ApiV4Definition> V4Apis,
    IStore<ManagementContext> Contexts,
    IStore<ApiResource> Resources,
    IStore<Group> Groups,
    IStore<Notification> Notifications,
    IStore<SharedPolicyGroup> PolicyGroups,
    IStore<Application> Applications,
    IStore<Dictionary> Dictionaries,
    IStore<Portal> Portals,
    IStore<PortalListing> Listings,
    IStore<PortalLink> Links,
    IStore<Documentation> Documentations,
    IStore<Subscription> Subscriptions,
    IStore<SecretMetadata> Secrets,
    IStore<ConfigMapMetadata> ConfigMaps)
{
    /// <summary>What guardrails need; null where they are off.</summary>
    public GuardrailStores? Guardrails { get; init; }

    /// <summary>Asks for all informers and adds the indexes; call it before they start.</summary>
    public static ClusterStores Of(Informers informers) => new(
        Indexed(informers.Get<ApiDefinition>(), ApiDefinitionIndexes.All),
        Indexed(informers.Get<ApiV4Definition>(), ApiV4DefinitionIndexes.All),
        Indexed(informers.Get<ManagementContext>(), ManagementContextIndexes.All),
        informers.Get<ApiResource>(),
        Indexed(informers.Get<Group>(), [ContextIndexes.Groups, HridIndexes.Groups]),
        Indexed(informers.Get<Notification>(), [NotificationIndexes.ByGroup]),
        Indexed(informers.Get<SharedPolicyGroup>(), [ContextIndexes.PolicyGroups, HridIndexes.PolicyGroups, PolicyGroupIndexes.ByCrossId]),
        Indexed(informers.Get<Application>(), [ContextIndexes.Applications, HridIndexes.Applications]),
        Indexed(informers.Get<Dictionary>(), [ContextIndexes.Dictionaries, HridIndexes.Dictionaries]),
        Indexed(informers.Get<Portal>(), [ContextIndexes.Portals, HridIndexes.Portals]),
        Indexed(informers.Get<PortalListing>(), [PortalIndexes.ListingsByPortal, PortalIndexes.ListingsByApi, HridIndexes.Listings]),
        Indexed(informers.Get<PortalLink>(), [PortalIndexes.LinksByPortal, HridIndexes.Links]),
        Indexed(
            informers.Get<Documentation>(),
            [PortalIndexes.DocumentationsByPortal, PortalIndexes.DocumentationsByApi, HridIndexes.Documentations]),
        Indexed(informers.Get<Subscription>(), SubscriptionIndexes.All),
        informers.Get<SecretMetadata>(),
        informers.Get<ConfigMapMetadata>());

    private static Informer<T> Indexed<T>(Informer<T> informer, IEnumerable<StoreIndex<T>> indexes)
        where T : class, IResource<T>
    {
        foreach (var index in indexes)
        {
            informer.AddIndex(index);
        }

        return informer;
    }
}

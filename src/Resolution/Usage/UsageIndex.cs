using Gko.Contracts;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Model;

namespace Gko.Resolution;

/// <summary>
/// Says who refers to an object, by kind in upstream's order; kinds without a user are left out. References are read as they
/// stand in specs, so that an answer needs neither a resolve nor the leader.
/// </summary>
public sealed class UsageIndex(ClusterStores stores)
{
    /// <summary>Who is synced through a ManagementContext.</summary>
    public IReadOnlyList<Users> OfContext(ObjectKey context) =>
    [
        .. Find(stores.Apis, ApiDefinitionIndexes.ByContext, context, "APIs"),
        .. Find(stores.V4Apis, ApiV4DefinitionIndexes.ByContext, context, "APIs"),
        .. Find(stores.Applications, ContextIndexes.Applications, context, "applications"),
        .. Find(stores.PolicyGroups, ContextIndexes.PolicyGroups, context, "SharedPolicyGroups"),
        .. Find(stores.Groups, ContextIndexes.Groups, context, "groups"),
        .. Find(stores.Dictionaries, ContextIndexes.Dictionaries, context, "dictionaries"),
        .. Find(stores.Portals, ContextIndexes.Portals, context, "portals"),
    ];

    /// <summary>Who uses an ApiResource.</summary>
    public IReadOnlyList<Users> OfResource(ObjectKey resource) =>
    [
        .. Find(stores.Apis, ApiDefinitionIndexes.ByResource, resource, "APIs"),
        .. Find(stores.V4Apis, ApiV4DefinitionIndexes.ByResource, resource, "APIs"),
    ];

    /// <summary>Which APIs the members of a Group get roles on, and which notifications they get.</summary>
    public IReadOnlyList<Users> OfGroup(ObjectKey group) =>
    [
        .. Find(stores.Apis, ApiDefinitionIndexes.ByGroup, group, "APIs"),
        .. Find(stores.V4Apis, ApiV4DefinitionIndexes.ByGroup, group, "APIs"),
        .. Find(stores.Notifications, NotificationIndexes.ByGroup, group, "notifications"),
    ];

    /// <summary>Whose events a Notification reports.</summary>
    public IReadOnlyList<Users> OfNotification(ObjectKey notification) =>
    [
        .. Find(stores.Apis, ApiDefinitionIndexes.ByNotification, notification, "APIs"),
        .. Find(stores.V4Apis, ApiV4DefinitionIndexes.ByNotification, notification, "APIs"),
    ];

    /// <summary>Whose flows run a SharedPolicyGroup.</summary>
    public IReadOnlyList<Users> OfPolicyGroup(ObjectKey group) =>
        [.. Find(stores.V4Apis, ApiV4DefinitionIndexes.ByPolicyGroup, group, "APIs")];

    /// <summary>Who subscribes to an API, shows it on a portal or documents it.</summary>
    /// <param name="api">An API of either version.</param>
    public IReadOnlyList<Users> OfApi(ReferenceKey api) =>
    [
        .. Find(stores.Subscriptions, SubscriptionIndexes.ByApi, api, "subscriptions"),
        .. Find(stores.Documentations, PortalIndexes.DocumentationsByApi, api, "documentations"),
        .. Find(stores.Listings, PortalIndexes.ListingsByApi, api, "portal listings"),
    ];

    /// <summary>Which subscriptions an Application has.</summary>
    public IReadOnlyList<Users> OfApplication(ObjectKey application) =>
        [.. Find(stores.Subscriptions, SubscriptionIndexes.ByApplication, application, "subscriptions")];

    /// <summary>What a Portal shows.</summary>
    public IReadOnlyList<Users> OfPortal(ObjectKey portal) =>
    [
        .. Find(stores.Listings, PortalIndexes.ListingsByPortal, portal, "portal listings"),
        .. Find(stores.Links, PortalIndexes.LinksByPortal, portal, "portal links"),
        .. Find(stores.Documentations, PortalIndexes.DocumentationsByPortal, portal, "documentations"),
    ];

    private static IEnumerable<Users> Find<T>(IStore<T> store, StoreIndex<T> index, object key, string what)
        where T : class, IResource<T>
    {
        var found = store.ByIndex(index, key.ToString()!);
        return found.Count == 0
            ? []
            : [new Users(T.Type, what, [.. found.Select(user => ObjectKey.Of(user)).OrderBy(user => user.ToString(), StringComparer.Ordinal)])];
    }
}

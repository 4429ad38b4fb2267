using Gko.Contracts;
using Gko.Kubernetes.Client;

namespace Gko.Resolution;

/// <summary>Finds the objects that others refer to, by kind.</summary>
public sealed class ObjectLookups(ClusterStores stores, IKubeClient client, WatchScope scope)
{
    /// <summary>v2 APIs.</summary>
    public ObjectLookup<ApiDefinition> Apis { get; } = new(stores.Apis, client, scope);

    /// <summary>v4 APIs.</summary>
    public ObjectLookup<ApiV4Definition> V4Apis { get; } = new(stores.V4Apis, client, scope);

    /// <summary>Applications.</summary>
    public ObjectLookup<Application> Applications { get; } = new(stores.Applications, client, scope);

    /// <summary>Portals.</summary>
    public ObjectLookup<Portal> Portals { get; } = new(stores.Portals, client, scope);

    /// <summary>ApiResources.</summary>
    public ObjectLookup<ApiResource> Resources { get; } = new(stores.Resources, client, scope);

    /// <summary>Groups.</summary>
    public ObjectLookup<Group> Groups { get; } = new(stores.Groups, client, scope);

    /// <summary>Notifications.</summary>
    public ObjectLookup<Notification> Notifications { get; } = new(stores.Notifications, client, scope);

    /// <summary>SharedPolicyGroups.</summary>
    public ObjectLookup<SharedPolicyGroup> PolicyGroups { get; } = new(stores.PolicyGroups, client, scope);
}

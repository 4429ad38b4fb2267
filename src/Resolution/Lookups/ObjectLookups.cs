using Gko.Contracts;
using Gko.Kubernetes.Client;

namespace Gko.Resolution;

/// <summary>Finds the objects that APIs refer to, by kind.</summary>
public sealed class ObjectLookups(ClusterStores stores, IKubeClient client, WatchScope scope)
{
    /// <summary>ApiResources.</summary>
    public ObjectLookup<ApiResource> Resources { get; } = new(stores.Resources, client, scope);

    /// <summary>Groups.</summary>
    public ObjectLookup<Group> Groups { get; } = new(stores.Groups, client, scope);

    /// <summary>Notifications.</summary>
    public ObjectLookup<Notification> Notifications { get; } = new(stores.Notifications, client, scope);

    /// <summary>SharedPolicyGroups.</summary>
    public ObjectLookup<SharedPolicyGroup> PolicyGroups { get; } = new(stores.PolicyGroups, client, scope);
}

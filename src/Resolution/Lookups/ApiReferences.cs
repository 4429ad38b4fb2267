using Gko.Contracts;
using Gko.Kubernetes.Client;

namespace Gko.Resolution;

/// <summary>Follows what APIs of both versions refer to, the context aside.</summary>
internal sealed class ApiReferences
{
    public ApiReferences(ClusterStores stores, IKubeClient client, WatchScope scope, SpecTemplates templates)
    {
        Groups = new(new(stores.Groups, client, scope));
        Resources = new(new(stores.Resources, client, scope), templates);
        Notifications = new(new(stores.Notifications, client, scope), Groups);
        PolicyGroups = new(new(stores.PolicyGroups, client, scope));
    }

    public GroupReferences Groups { get; }

    public ResourceReferences Resources { get; }

    public NotificationReferences Notifications { get; }

    public PolicyGroupReferences PolicyGroups { get; }

    /// <summary>Whether anything would be replaced, so that a shared spec needs a copy first.</summary>
    public static bool Any(ApiSpec spec) =>
        spec.GroupRefs is { Count: > 0 }
        || spec.Resources?.Any(resource => resource?.Ref is not null) == true
        || (spec is ApiV4DefinitionSpec v4 && PolicyGroupSteps.Of(v4).Any());
}

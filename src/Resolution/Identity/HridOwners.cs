using Gko.Contracts;
using Gko.Kubernetes.Model;

namespace Gko.Resolution;

/// <summary>Who has which human-readable id in APIM, by kind.</summary>
public sealed class HridOwners(ClusterStores stores, ContextResolver contexts)
{
    /// <summary>v4 APIs, also those that only gateways of this cluster know.</summary>
    public HridOwners<ApiV4Definition> V4Apis { get; } =
        new(stores.V4Apis, ApiV4DefinitionIndexes.ByHrid, item => item.Spec?.ContextRef, contexts, needsContext: false);

    /// <summary>Applications.</summary>
    public HridOwners<Application> Applications { get; } =
        new(stores.Applications, HridIndexes.Applications, item => item.Spec?.ContextRef, contexts);

    /// <summary>Groups.</summary>
    public HridOwners<Group> Groups { get; } = new(stores.Groups, HridIndexes.Groups, item => item.Spec?.ContextRef, contexts);

    /// <summary>Shared policy groups.</summary>
    public HridOwners<SharedPolicyGroup> PolicyGroups { get; } =
        new(stores.PolicyGroups, HridIndexes.PolicyGroups, item => item.Spec?.ContextRef, contexts);

    /// <summary>Dictionaries.</summary>
    public HridOwners<Dictionary> Dictionaries { get; } =
        new(stores.Dictionaries, HridIndexes.Dictionaries, item => item.Spec?.ContextRef, contexts);

    /// <summary>Portals.</summary>
    public HridOwners<Portal> Portals { get; } = new(stores.Portals, HridIndexes.Portals, item => item.Spec?.ContextRef, contexts);

    /// <summary>Links, each in the environment of its portal.</summary>
    public HridOwners<PortalLink> Links { get; } =
        new(stores.Links, HridIndexes.Links, item => OfPortal(stores, item.Spec?.PortalRef, item), contexts);

    /// <summary>Listings, each in the environment of its portal.</summary>
    public HridOwners<PortalListing> Listings { get; } =
        new(stores.Listings, HridIndexes.Listings, item => OfPortal(stores, item.Spec?.PortalRef, item), contexts);

    /// <summary>Pages, each in the environment of its portal or API.</summary>
    public HridOwners<Documentation> Documentations { get; } = new(
        stores.Documentations,
        HridIndexes.Documentations,
        item => OfPortal(stores, item.Spec?.PortalRef, item) ?? OfApi(stores, item.Spec?.ApiRef, item),
        contexts);

    private static NamespacedReference? OfPortal(ClusterStores stores, NamespacedReference? reference, IResource item) =>
        reference is null ? null : ContextOf(stores.Portals.Get(References.Target(reference, item.Metadata.Namespace)), portal => portal.Spec?.ContextRef);

    private static NamespacedReference? OfApi(ClusterStores stores, NamespacedReference? reference, IResource item) =>
        reference is null ? null : ContextOf(stores.V4Apis.Get(References.Target(reference, item.Metadata.Namespace)), api => api.Spec?.ContextRef);

    // With its namespace written out, for it stands in another object.
    private static NamespacedReference? ContextOf<T>(T? parent, Func<T, NamespacedReference?> contextOf) where T : class, IResource<T> =>
        parent is not null && contextOf(parent) is { } context
            ? new NamespacedReference { Name = context.Name, Namespace = References.Target(context, parent.Metadata.Namespace).Namespace }
            : null;
}

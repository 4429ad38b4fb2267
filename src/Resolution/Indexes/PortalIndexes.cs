using Gko.Contracts;
using Gko.Kubernetes.Caching;

namespace Gko.Resolution;

/// <summary>The questions about what portals show: by the Portal, as <c>namespace/name</c>, and by the API, as <see cref="ReferenceKey"/> in text.</summary>
public static class PortalIndexes
{
    private const string Portal = "portal";
    private const string Api = "api";

    /// <summary>Pages by their portal.</summary>
    public static StoreIndex<Documentation> DocumentationsByPortal { get; } = new(Portal, page =>
        ReferenceValues.Of(page.Spec?.PortalRef, page.Metadata.Namespace));

    /// <summary>Pages by the API that they belong to.</summary>
    public static StoreIndex<Documentation> DocumentationsByApi { get; } = new(Api, page => HeldBy(page).Select(api => api.ToString()));

    /// <summary>Listings by their portal.</summary>
    public static StoreIndex<PortalListing> ListingsByPortal { get; } = new(Portal, listing =>
        ReferenceValues.Of(listing.Spec?.PortalRef, listing.Metadata.Namespace));

    /// <summary>Listings by the APIs that they show.</summary>
    public static StoreIndex<PortalListing> ListingsByApi { get; } = new(Api, listing => HeldBy(listing).Select(api => api.ToString()));

    /// <summary>Links by their portal.</summary>
    public static StoreIndex<PortalLink> LinksByPortal { get; } = new(Portal, link =>
        ReferenceValues.Of(link.Spec?.PortalRef, link.Metadata.Namespace));

    /// <summary>The API that a page belongs to, if it belongs to one.</summary>
    public static IEnumerable<ReferenceKey> HeldBy(Documentation page) => Targets([page.Spec?.ApiRef], page.Metadata.Namespace);

    /// <summary>The APIs that a listing shows, each once.</summary>
    public static IEnumerable<ReferenceKey> HeldBy(PortalListing listing) =>
        Targets((listing.Spec?.Apis ?? []).Select(item => item?.Ref), listing.Metadata.Namespace).Distinct();

    private static IEnumerable<ReferenceKey> Targets(IEnumerable<NamespacedReference?> references, string? ns) =>
        references.Select(reference => ApiKinds.Target(reference, ns)).OfType<ReferenceKey>();
}

using Gko.Apim.Identifiers;
using Gko.Apim.Payloads;
using Gko.Contracts;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Model;

namespace Gko.Resolution;

/// <summary>Objects by the human-readable id under which APIM knows them; those it knows by a UUID are not found.</summary>
public static class HridIndexes
{
    private const string Name = "hrid";

    /// <summary>Applications.</summary>
    public static StoreIndex<Application> Applications { get; } =
        new(Name, item => Of(item, item.Status, item.Status?.Id, item.Spec?.Id));

    /// <summary>Groups.</summary>
    public static StoreIndex<Group> Groups { get; } = new(Name, item => Of(item, item.Status, item.Status?.Id, item.Spec?.Id));

    /// <summary>Shared policy groups; an older operator's go by the cross id that APIM gave them.</summary>
    public static StoreIndex<SharedPolicyGroup> PolicyGroups { get; } =
        new(Name, item => Of(item, item.Status, string.IsNullOrEmpty(item.Status?.Id) ? null : item.Status.CrossId));

    /// <summary>Dictionaries.</summary>
    public static StoreIndex<Dictionary> Dictionaries { get; } = new(Name, item => Of(item, item.Status));

    /// <summary>Portals.</summary>
    public static StoreIndex<Portal> Portals { get; } = new(Name, item => Of(item, item.Status));

    /// <summary>Links, by their portal's id and their own.</summary>
    public static StoreIndex<PortalLink> Links { get; } = new(Name, item => Below("portals", item.Spec?.PortalRef, item));

    /// <summary>Listings, by their portal's id and their own.</summary>
    public static StoreIndex<PortalListing> Listings { get; } = new(Name, item => Below("portals", item.Spec?.PortalRef, item));

    /// <summary>Pages, by the id of their portal or API and their own.</summary>
    public static StoreIndex<Documentation> Documentations { get; } = new(Name, item =>
        [.. Below("portals", item.Spec?.PortalRef, item), .. Below("apis", item.Spec?.ApiRef, item)]);

    // APIM keeps them apart by what they belong to.
    private static IEnumerable<string> Below(string parents, NamespacedReference? parent, IResource item) =>
        parent is { Name.Length: > 0 } ? [$"{parents}/{Hrids.Of(parent, item.Metadata)}/{Hrids.Of(item.Metadata)}"] : [];

    private static IEnumerable<string> Of(IResource item, IStatus? status, params IEnumerable<string?> uuids) =>
        uuids.All(string.IsNullOrEmpty) || AutomationAddress.IsManaged(status) ? [Hrids.Of(item.Metadata)] : [];
}

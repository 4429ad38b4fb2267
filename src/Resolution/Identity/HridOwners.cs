using Gko.Contracts;

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
}

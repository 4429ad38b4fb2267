using Gko.Contracts;
using Gko.Kubernetes.Caching;

namespace Gko.Resolution;

/// <summary>Kinds of which only is asked which of them refer to a ManagementContext, given as <c>namespace/name</c>.</summary>
public static class ContextIndexes
{
    private const string Name = "context";

    /// <summary>Applications by their context.</summary>
    public static StoreIndex<Application> Applications { get; } =
        new(Name, item => ReferenceValues.Of(item.Spec?.ContextRef, item.Metadata.Namespace));

    /// <summary>Shared policy groups by their context.</summary>
    public static StoreIndex<SharedPolicyGroup> PolicyGroups { get; } =
        new(Name, item => ReferenceValues.Of(item.Spec?.ContextRef, item.Metadata.Namespace));

    /// <summary>Groups by their context.</summary>
    public static StoreIndex<Group> Groups { get; } =
        new(Name, item => ReferenceValues.Of(item.Spec?.ContextRef, item.Metadata.Namespace));

    /// <summary>Dictionaries by their context.</summary>
    public static StoreIndex<Dictionary> Dictionaries { get; } =
        new(Name, item => ReferenceValues.Of(item.Spec?.ContextRef, item.Metadata.Namespace));

    /// <summary>Portals by their context.</summary>
    public static StoreIndex<Portal> Portals { get; } =
        new(Name, item => ReferenceValues.Of(item.Spec?.ContextRef, item.Metadata.Namespace));
}

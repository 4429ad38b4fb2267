using Gko.Contracts;
using Gko.Kubernetes.Caching;

namespace Gko.Resolution;

/// <summary>
/// The questions about v2 APIs that must be answered without looking at each of them. References are found as
/// <c>namespace/name</c> of what is meant, as they stand in the spec: templates are not evaluated.
/// </summary>
public static class ApiDefinitionIndexes
{
    /// <summary>By the ManagementContext an API refers to.</summary>
    public static StoreIndex<ApiDefinition> ByContext { get; } =
        new("context", api => ReferenceValues.Of(api.Spec?.ContextRef, api.Metadata.Namespace));

    /// <summary>By the ApiResources an API refers to.</summary>
    public static StoreIndex<ApiDefinition> ByResource { get; } =
        new("resource", api => ReferenceValues.Resources(api.Spec, api.Metadata.Namespace));

    /// <summary>By the Groups an API refers to itself; those of its Notifications are left out.</summary>
    public static StoreIndex<ApiDefinition> ByGroup { get; } =
        new("group", api => ReferenceValues.Of(api.Spec?.GroupRefs, api.Metadata.Namespace));

    /// <summary>By the Notifications an API refers to.</summary>
    public static StoreIndex<ApiDefinition> ByNotification { get; } =
        new("notification", api => ReferenceValues.Of(api.Spec?.NotificationsRefs, api.Metadata.Namespace));

    /// <summary>By the addresses an API answers on (<see cref="ApiAddress.IndexValue"/>).</summary>
    public static StoreIndex<ApiDefinition> ByPath { get; } = new("path", api => ApiAddresses.IndexValues(ApiAddresses.Of(api.Spec)));

    /// <summary>By the addresses that name a host, whatever its case (<see cref="ApiAddress.FoldedValue"/>).</summary>
    public static StoreIndex<ApiDefinition> ByHost { get; } = new("host", api => ApiAddresses.FoldedValues(ApiAddresses.Of(api.Spec)));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<StoreIndex<ApiDefinition>> All { get; } = [ByContext, ByResource, ByGroup, ByNotification, ByPath, ByHost];
}

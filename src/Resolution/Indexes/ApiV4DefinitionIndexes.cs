using Gko.Apim.Payloads;
using Gko.Contracts;
using Gko.Kubernetes.Caching;

namespace Gko.Resolution;

/// <summary>
/// The questions about v4 APIs that must be answered without looking at each of them. References are found as
/// <c>namespace/name</c> of what is meant, as they stand in the spec: templates are not evaluated.
/// </summary>
public static class ApiV4DefinitionIndexes
{
    /// <summary>By the ManagementContext an API refers to.</summary>
    public static StoreIndex<ApiV4Definition> ByContext { get; } =
        new("context", api => ReferenceValues.Of(api.Spec?.ContextRef, api.Metadata.Namespace));

    /// <summary>By the ApiResources an API refers to.</summary>
    public static StoreIndex<ApiV4Definition> ByResource { get; } =
        new("resource", api => ReferenceValues.Resources(api.Spec, api.Metadata.Namespace));

    /// <summary>By the Groups an API refers to itself; those of its Notifications are left out.</summary>
    public static StoreIndex<ApiV4Definition> ByGroup { get; } =
        new("group", api => ReferenceValues.Of(api.Spec?.GroupRefs, api.Metadata.Namespace));

    /// <summary>By the Notifications an API refers to.</summary>
    public static StoreIndex<ApiV4Definition> ByNotification { get; } =
        new("notification", api => ReferenceValues.Of(api.Spec?.NotificationsRefs, api.Metadata.Namespace));

    /// <summary>By the SharedPolicyGroups that flows of an API or of its plans run.</summary>
    public static StoreIndex<ApiV4Definition> ByPolicyGroup { get; } = new("policyGroup", api =>
        ReferenceValues.Of(PolicyGroupSteps.Of(api.Spec).Select(found => found.Step.SharedPolicyGroupRef), api.Metadata.Namespace));

    /// <summary>By the addresses an API answers on (<see cref="ApiAddress.IndexValue"/>).</summary>
    public static StoreIndex<ApiV4Definition> ByPath { get; } = new("path", api => ApiAddresses.IndexValues(ApiAddresses.Of(api.Spec)));

    /// <summary>By the addresses that name a host, whatever its case (<see cref="ApiAddress.FoldedValue"/>).</summary>
    public static StoreIndex<ApiV4Definition> ByHost { get; } = new("host", api => ApiAddresses.FoldedValues(ApiAddresses.Of(api.Spec)));

    /// <summary>By the ports that plans of a NATIVE API want (<see cref="KafkaPorts.Buckets"/>).</summary>
    public static StoreIndex<ApiV4Definition> ByKafkaPort { get; } = new("kafkaPort", api =>
        KafkaPortClaims.Of(api.Spec).SelectMany(ports => ports.Buckets).Distinct(StringComparer.Ordinal));

    /// <summary>By the human-readable id under which APIM knows the API; those it knows by a UUID are not found.</summary>
    public static StoreIndex<ApiV4Definition> ByHrid { get; } = new("hrid", api =>
        ApiV4Address.ForImport(api.Spec, api.Metadata, api.Status) is { IsUuid: false } address ? [address.Reference] : []);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<StoreIndex<ApiV4Definition>> All { get; } =
        [ByContext, ByResource, ByGroup, ByNotification, ByPolicyGroup, ByPath, ByHost, ByKafkaPort, ByHrid];
}

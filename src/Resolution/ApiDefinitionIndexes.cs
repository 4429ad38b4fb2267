using Gko.Contracts;
using Gko.Kubernetes.Caching;

namespace Gko.Resolution;

/// <summary>The questions about v2 APIs that must be answered without looking at each of them.</summary>
public static class ApiDefinitionIndexes
{
    /// <summary>By the ManagementContext an API refers to, as <c>namespace/name</c>.</summary>
    public static StoreIndex<ApiDefinition> ByContext { get; } = new("context", api =>
        api.Spec?.ContextRef is { Name.Length: > 0 } reference
            ? [References.Target(reference, api.Metadata.Namespace).ToString()]
            : []);

    /// <summary>By the cleaned addresses (<see cref="ContextPath"/>) an API answers on.</summary>
    public static StoreIndex<ApiDefinition> ByPath { get; } = new("path", PathsOf);

    /// <summary>The cleaned addresses of an API, each once.</summary>
    public static IEnumerable<string> PathsOf(ApiDefinition api) =>
        (api.Spec?.Proxy?.VirtualHosts ?? []).Select(host => ContextPath.Of(host.Host, host.Path)).Distinct(StringComparer.Ordinal);
}

using Gko.Contracts;
using Gko.Kubernetes.Caching;

namespace Gko.Resolution;

/// <summary>The questions about contexts that must be answered without looking at each of them.</summary>
public static class ManagementContextIndexes
{
    /// <summary>By the Secrets a context signs in with, as <c>namespace/name</c>.</summary>
    public static StoreIndex<ManagementContext> BySecret { get; } = new("secret", context =>
        ReferenceValues.Of([context.Spec?.Auth?.SecretRef, context.Spec?.Cloud?.SecretRef], context.Metadata.Namespace));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<StoreIndex<ManagementContext>> All { get; } = [BySecret];
}

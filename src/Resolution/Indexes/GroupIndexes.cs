using Gko.Contracts;
using Gko.Kubernetes.Caching;

namespace Gko.Resolution;

/// <summary>The questions about groups that must be answered without looking at each of them.</summary>
public static class GroupIndexes
{
    /// <summary>By the ManagementContext a group refers to, as <c>namespace/name</c>.</summary>
    public static StoreIndex<Group> ByContext { get; } =
        new("context", group => ReferenceValues.Of(group.Spec?.ContextRef, group.Metadata.Namespace));
}

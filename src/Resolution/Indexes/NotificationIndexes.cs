using Gko.Contracts;
using Gko.Kubernetes.Caching;

namespace Gko.Resolution;

/// <summary>The questions about notifications that must be answered without looking at each of them.</summary>
public static class NotificationIndexes
{
    /// <summary>By the Groups that are told, as <c>namespace/name</c>.</summary>
    public static StoreIndex<Notification> ByGroup { get; } = new("group", item =>
        ReferenceValues.Of(item.Spec?.Console?.GroupRefs, item.Metadata.Namespace));
}

using Gko.Contracts;
using Gko.Kubernetes.Model;

namespace Gko.Resolution;

/// <summary>Reads references the way upstream does: a missing namespace means that of the object that refers.</summary>
public static class References
{
    /// <summary>The key of the object that is meant.</summary>
    public static ObjectKey Target(NamespacedReference reference, string? ownerNamespace) =>
        new(string.IsNullOrEmpty(reference.Namespace) ? ownerNamespace : reference.Namespace, reference.Name ?? "");
}

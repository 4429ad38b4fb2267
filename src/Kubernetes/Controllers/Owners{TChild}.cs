using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Controllers;

/// <summary>Finds owned objects without looking at each.</summary>
public static class Owners<TChild>
    where TChild : class, IResource<TChild>
{
    /// <summary>By the uid of the object that owns one as its controller.</summary>
    public static StoreIndex<TChild> ByController { get; } = new("controller", child =>
        child.Metadata.OwnerReferences?.Find(owner => owner.Controller is true) is { Uid.Length: > 0 } controller ? [controller.Uid] : []);
}

using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Caching;

/// <summary>The objects of one kind, as last seen. They are shared by all readers: never mutate one.</summary>
public interface IStore<T>
    where T : class, IResource<T>
{
    /// <summary>Whether everything that existed when the cache started is in it.</summary>
    bool Synced { get; }

    /// <summary>The object, or null; takes no lock.</summary>
    T? Get(ObjectKey key);

    /// <summary>All objects, or those of one namespace, in no particular order.</summary>
    IReadOnlyCollection<T> List(string? ns = null);

    /// <summary>The objects with that value, at a cost proportional to their number.</summary>
    /// <exception cref="ArgumentException">The index was not added before the informer started.</exception>
    IReadOnlyList<T> ByIndex(StoreIndex<T> index, string value);

    /// <summary>Returns once <see cref="Synced"/>.</summary>
    Task WaitForSyncAsync(CancellationToken ct);
}

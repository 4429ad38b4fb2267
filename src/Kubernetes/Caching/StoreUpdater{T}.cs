using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Caching;

/// <summary>
/// Decides what is news. Lists, watch events and answers to our own writes reach a store in any order; an object's resource
/// version tells which of them is the latest. Callers must not run concurrently.
/// </summary>
/// <param name="store">Where accepted objects go.</param>
/// <param name="isFiltered">Whether a selector hides objects, so that an unknown key may be one of those.</param>
internal sealed class StoreUpdater<T>(Store<T> store, bool isFiltered)
    where T : class, IResource<T>
{
    /// <summary>The version up to which the watch of a scope was followed; the empty scope is the whole cluster.</summary>
    private readonly Dictionary<string, string> _followed = new(StringComparer.Ordinal);

    /// <summary>Takes a complete list of a scope; what is not on it is gone.</summary>
    /// <param name="scope">A namespace, or null for the whole cluster.</param>
    /// <param name="items">All objects that could be decoded.</param>
    /// <param name="undecodable">Objects that exist but could not be read; their last readable version stays.</param>
    /// <param name="version">The version of the list.</param>
    public List<StoreChange<T>> Replace(
        string? scope, IReadOnlyList<T> items, IReadOnlyCollection<ObjectKey> undecodable, string? version)
    {
        var isInitial = !_followed.TryGetValue(scope ?? "", out var followed);

        // A list older than what was followed means that the server went back in time (a restored etcd): then it is right.
        var isRewound = ResourceVersions.IsNewer(followed, version);
        var changes = new List<StoreChange<T>>();
        var listed = new HashSet<ObjectKey>(undecodable);
        foreach (var item in items)
        {
            listed.Add(ObjectKey.Of(item));
            if (isRewound ? IsOther(item, Find(item)) : IsListedNews(item, version))
            {
                Put(item, isInitial, changes);
            }
        }

        foreach (var gone in store.List(scope).Where(known => !listed.Contains(ObjectKey.Of(known))))
        {
            // A newer object is our own recent creation, which the list could not yet contain.
            if (isRewound || !ResourceVersions.IsNewer(gone.Metadata.ResourceVersion, version))
            {
                Remove(gone, gone, changes);
            }
        }

        _followed[scope ?? ""] = version ?? "";
        return changes;
    }

    /// <summary>Takes one event of a scope's watch.</summary>
    public List<StoreChange<T>> Apply(string? scope, in WatchEvent<T> change)
    {
        var changes = new List<StoreChange<T>>(1);
        if (change.Type is WatchEventType.Deleted)
        {
            ApplyDeletion(change, changes);
        }
        else if (change.Object is { } resource && IsNews(resource))
        {
            Put(resource, isInitial: false, changes);
        }

        Follow(scope, change.ResourceVersion ?? change.Undecodable?.ResourceVersion);
        return changes;
    }

    /// <summary>Notes progress without a change.</summary>
    public void Follow(string? scope, string? version)
    {
        if (!string.IsNullOrEmpty(version))
        {
            _followed[scope ?? ""] = version;
        }
    }

    /// <summary>Takes the answer to one of our own writes.</summary>
    public List<StoreChange<T>> Observe(T result)
    {
        var changes = new List<StoreChange<T>>(1);
        var known = Find(result);
        var accept = known is null
            ? IsUnseenCreation(result)
            : known.Metadata.Uid == result.Metadata.Uid
                && ResourceVersions.IsNewer(result.Metadata.ResourceVersion, known.Metadata.ResourceVersion);
        if (accept)
        {
            Put(result, isInitial: false, changes);
        }

        return changes;
    }

    private void ApplyDeletion(in WatchEvent<T> change, List<StoreChange<T>> changes)
    {
        if (change.Undecodable is { } undecodable && store.Get(undecodable.Key) is { } unreadable)
        {
            Remove(unreadable, unreadable, changes);
        }
        else if (change.Object is { } gone && Find(gone) is { } known)
        {
            // The deletion of a predecessor must not remove a recreated object that we know from our own write.
            var isPredecessor = known.Metadata.Uid != gone.Metadata.Uid
                && ResourceVersions.IsNewer(known.Metadata.ResourceVersion, change.ResourceVersion);
            if (!isPredecessor)
            {
                Remove(known, gone, changes);
            }
        }
    }

    /// <summary>
    /// An unknown object may be one whose deletion was already followed. It is not if it is newer than all that was followed:
    /// then its deletion, if any, is still to come. Behind a selector that reasoning fails, as the deletion would never come.
    /// </summary>
    private bool IsUnseenCreation(T result) =>
        !isFiltered
        && (_followed.TryGetValue(result.Metadata.Namespace ?? "", out var followed) || _followed.TryGetValue("", out followed))
        && ResourceVersions.IsNewer(result.Metadata.ResourceVersion, followed);

    /// <summary>A list knows better than anything older than itself, even where it shows a lower version: that of another life.</summary>
    private bool IsListedNews(T resource, string? listed) =>
        IsNews(resource)
        || (Find(resource) is { } known && IsOther(resource, known) && !ResourceVersions.IsNewer(known.Metadata.ResourceVersion, listed));

    private static bool IsOther(T resource, T? known) =>
        known is null
        || resource.Metadata.ResourceVersion != known.Metadata.ResourceVersion
        || resource.Metadata.Uid != known.Metadata.Uid;

    private bool IsNews(T resource) =>
        Find(resource) is not { } known
        || !ResourceVersions.IsNoNews(resource.Metadata.ResourceVersion, known.Metadata.ResourceVersion);

    private T? Find(T resource) => store.Get(ObjectKey.Of(resource));

    private void Put(T resource, bool isInitial, List<StoreChange<T>> changes)
    {
        var known = Find(resource);
        if (known is not null && known.Metadata.Uid != resource.Metadata.Uid)
        {
            Remove(known, known, changes);
            known = null;
        }

        store.Put(resource);
        changes.Add(new(known is null ? ChangeType.Added : ChangeType.Modified, known, resource, isInitial));
    }

    private void Remove(T known, T lastState, List<StoreChange<T>> changes)
    {
        store.Remove(ObjectKey.Of(known));
        changes.Add(new(ChangeType.Deleted, lastState, null, IsInitial: false));
    }
}

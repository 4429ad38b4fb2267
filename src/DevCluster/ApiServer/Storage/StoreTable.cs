using System.Collections.Immutable;

namespace Gko.DevCluster.ApiServer;

/// <summary>The objects of one resource with their recent history and their watchers; used under the store's lock only.</summary>
internal sealed class StoreTable(int historySize)
{
    private readonly Queue<StoreEvent> _history = new();
    private readonly List<WatchFeed> _feeds = [];

    public ImmutableSortedDictionary<ObjectName, StoredObject> Objects { get; private set; } =
        ImmutableSortedDictionary<ObjectName, StoredObject>.Empty;

    /// <summary>Versions up to this one can no longer be replayed.</summary>
    public long Forgotten { get; private set; }

    public void Append(StoreEvent change)
    {
        Objects = change.After;
        _history.Enqueue(change);
        if (_history.Count > historySize)
        {
            Forgotten = _history.Dequeue().Version;
        }

        _feeds.RemoveAll(feed => !feed.TryOffer(change));
    }

    public void Attach(WatchFeed feed, long fromVersion)
    {
        foreach (var change in _history.Where(change => change.Version > fromVersion))
        {
            feed.TryOffer(change);
        }

        _feeds.Add(feed);
    }

    public void Detach(WatchFeed feed) => _feeds.Remove(feed);

    public void DropWatchers()
    {
        _feeds.ForEach(feed => feed.Complete());
        _feeds.Clear();
    }

    /// <summary>Forgets the history, so that every older version is expired.</summary>
    public void Compact(long version)
    {
        _history.Clear();
        Forgotten = version;
    }

    /// <summary>The content as of that version, or null when it has been forgotten.</summary>
    public ImmutableSortedDictionary<ObjectName, StoredObject>? AsOf(long version)
    {
        if (version < Forgotten)
        {
            return null;
        }

        var content = _history.LastOrDefault(change => change.Version <= version)?.After;
        return content ?? (_history.Count == 0 ? Objects : Before(_history.Peek()));
    }

    private static ImmutableSortedDictionary<ObjectName, StoredObject> Before(StoreEvent first) => first.Old is { } old
        ? first.After.SetItem(old.ObjectName, old)
        : first.After.Remove(first.New!.ObjectName);
}

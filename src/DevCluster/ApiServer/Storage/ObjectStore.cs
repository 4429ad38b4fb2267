using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>
/// All objects, in memory. One lock gives one commit order: the version counter, the new content, the history and the
/// watchers' queues change together, so a watcher sees neither a gap nor a repetition.
/// </summary>
internal sealed class ObjectStore(int historySize, int feedCapacity)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, StoreTable> _tables = new(StringComparer.Ordinal);
    private long _version = 1;

    /// <summary>Called after each commit, outside the lock.</summary>
    public event Action<string, StoreEvent>? Committed;

    public long Version
    {
        get
        {
            lock (_gate)
            {
                return _version;
            }
        }
    }

    public StoredObject? Get(StoreKey key)
    {
        lock (_gate)
        {
            return Table(key.Resource).Objects.GetValueOrDefault(key.ObjectName);
        }
    }

    /// <summary>The current content of a resource and the version it is of.</summary>
    public (ImmutableSortedDictionary<ObjectName, StoredObject> Objects, long Version) Snapshot(string resource)
    {
        lock (_gate)
        {
            return (Table(resource).Objects, _version);
        }
    }

    /// <summary>The content as of an earlier version, or null when that has been forgotten.</summary>
    public ImmutableSortedDictionary<ObjectName, StoredObject>? SnapshotAt(string resource, long version)
    {
        lock (_gate)
        {
            return Table(resource).AsOf(version);
        }
    }

    public IReadOnlyList<(string Resource, StoredObject Object)> Everything()
    {
        lock (_gate)
        {
            return [.. _tables.SelectMany(table => table.Value.Objects.Values.Select(item => (table.Key, item)))];
        }
    }

    /// <summary>Writes the object if the stored version is still <paramref name="expected"/> (null: absent).</summary>
    /// <returns>What was stored, or null when somebody else was faster.</returns>
    public StoredObject? TryCommit(StoreKey key, JsonObject node, long? expected)
    {
        StoreEvent change;
        lock (_gate)
        {
            var table = Table(key.Resource);
            var current = table.Objects.GetValueOrDefault(key.ObjectName);
            if (current?.Version != expected)
            {
                return null;
            }

            var stored = StoredObject.Freeze(node, ++_version);
            change = new StoreEvent(_version, current, stored, table.Objects.SetItem(key.ObjectName, stored));
            table.Append(change);
        }

        Committed?.Invoke(key.Resource, change);
        return change.New;
    }

    /// <summary>Removes the object if the stored version is still <paramref name="expected"/>.</summary>
    public bool TryRemove(StoreKey key, long expected)
    {
        StoreEvent change;
        lock (_gate)
        {
            var table = Table(key.Resource);
            var current = table.Objects.GetValueOrDefault(key.ObjectName);
            if (current?.Version != expected)
            {
                return false;
            }

            // The last event of an object carries a version of its own.
            change = new StoreEvent(++_version, current.At(_version), null, table.Objects.Remove(key.ObjectName));
            table.Append(change);
        }

        Committed?.Invoke(key.Resource, change);
        return true;
    }

    /// <summary>Starts a feed of everything after <paramref name="fromVersion"/>; null when that has been forgotten.</summary>
    public WatchFeed? Watch(string resource, long fromVersion, out long oldest)
    {
        lock (_gate)
        {
            var table = Table(resource);
            oldest = table.Forgotten;
            if (fromVersion < table.Forgotten)
            {
                return null;
            }

            return Attach(table, fromVersion);
        }
    }

    /// <summary>Starts a feed at the current state, which is returned with it.</summary>
    public (WatchFeed Feed, ImmutableSortedDictionary<ObjectName, StoredObject> Objects, long Version) WatchFromNow(string resource)
    {
        lock (_gate)
        {
            var table = Table(resource);
            return (Attach(table, _version), table.Objects, _version);
        }
    }

    public void Unwatch(string resource, WatchFeed feed)
    {
        lock (_gate)
        {
            Table(resource).Detach(feed);
        }

        feed.Complete();
    }

    /// <summary>Queues a bookmark at the current version, in order with the changes.</summary>
    public void Bookmark(WatchFeed feed)
    {
        lock (_gate)
        {
            feed.TryBookmark(_version);
        }
    }

    /// <summary>Ends all watches, of one resource or of all; a client then watches again from where it was.</summary>
    public void DropWatchers(string? resource = null)
    {
        lock (_gate)
        {
            foreach (var table in _tables.Where(table => resource is null || table.Key == resource))
            {
                table.Value.DropWatchers();
            }
        }
    }

    /// <summary>Forgets all history: a watch or list from an earlier version is then expired.</summary>
    public void Compact()
    {
        lock (_gate)
        {
            foreach (var table in _tables.Values)
            {
                table.Compact(_version);
            }
        }
    }

    private WatchFeed Attach(StoreTable table, long fromVersion)
    {
        var feed = new WatchFeed(feedCapacity);
        table.Attach(feed, fromVersion);
        return feed;
    }

    private StoreTable Table(string resource)
    {
        if (!_tables.TryGetValue(resource, out var table))
        {
            table = new StoreTable(historySize);
            _tables.Add(resource, table);
        }

        return table;
    }
}

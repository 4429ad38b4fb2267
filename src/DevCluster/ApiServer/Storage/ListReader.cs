using System.Collections.Immutable;

namespace Gko.DevCluster.ApiServer;

/// <summary>One page of a list.</summary>
internal sealed record ListPage(IReadOnlyList<StoredObject> Items, long Version, string Continue, long? Remaining);

/// <summary>Reads lists: which version of the world, which objects, which page.</summary>
internal sealed class ListReader(ObjectStore store)
{
    private const string Expired =
        "The provided continue parameter is too old to display a consistent list result. You must start a new list without the continue parameter.";

    /// <exception cref="ApiStatusException">400, 410 or 504.</exception>
    public ListPage Read(string resource, string? ns, ListQuery query)
    {
        if (query.Continue is null)
        {
            var (objects, version) = Open(resource, query);
            return Page(objects, version, ns, query, "");
        }

        if (query.Version is > 0)
        {
            throw Refusals.BadRequest("specifying resource version is not allowed when using continue");
        }

        var token = ContinueToken.Decode(query.Continue);
        var snapshot = store.SnapshotAt(resource, token.Version) ?? throw Refusals.Expired(Expired);
        return Page(snapshot, token.Version, ns, query, token.Start);
    }

    /// <exception cref="ApiStatusException">504: the client has seen a version that this server has not reached.</exception>
    public void CheckReached(long? wanted)
    {
        if (wanted > store.Version)
        {
            throw Refusals.TooLargeResourceVersion(wanted.Value, store.Version);
        }
    }

    private (ImmutableSortedDictionary<ObjectName, StoredObject> Objects, long Version) Open(string resource, ListQuery query)
    {
        CheckReached(query.Version);
        if (query.VersionMatch != "Exact")
        {
            return store.Snapshot(resource);
        }

        var exact = store.SnapshotAt(resource, query.Version!.Value)
            ?? throw Refusals.Expired($"The resourceVersion for the provided list is too old.");
        return (exact, query.Version.Value);
    }

    private static ListPage Page(
        ImmutableSortedDictionary<ObjectName, StoredObject> objects, long version, string? ns, ListQuery query, string start)
    {
        var matching = objects.Values.Where(item => query.Selects(item, ns))
            .SkipWhile(item => start.Length > 0 && string.CompareOrdinal(KeyOf(item, ns), start) < 0).ToList();
        if (query.Limit <= 0 || matching.Count <= query.Limit)
        {
            return new ListPage(matching, version, "", null);
        }

        var page = matching.Take((int)query.Limit).ToList();
        var token = new ContinueToken(version, KeyOf(page[^1], ns) + '\0');
        return new ListPage(page, version, token.Encode(), query.IsSelective ? null : matching.Count - page.Count);
    }

    private static string KeyOf(StoredObject item, string? ns) =>
        ns is null && item.Namespace.Length > 0 ? $"{item.Namespace}/{item.Name}" : item.Name;
}

using System.Collections.Concurrent;
using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Caching;

/// <summary>
/// Objects by key and by index. Reads by key take no lock. Writers must not run concurrently with each other; the inner lock
/// only keeps index readers from seeing half a change, and no foreign code runs while it is held.
/// </summary>
/// <param name="onIndexError">Told when an index function throws; the object is then left out of that index.</param>
internal sealed class Store<T>(Action<StoreIndex<T>, ObjectKey, Exception> onIndexError)
    where T : class, IResource<T>
{
    private static readonly StoreIndex<T> ByNamespace = new("namespace", NamespaceOf);

    private readonly ConcurrentDictionary<ObjectKey, T> _objects = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<StoreIndex<T>, Dictionary<string, HashSet<ObjectKey>>> _indexes = new()
    {
        [ByNamespace] = new(StringComparer.Ordinal),
    };

    public int Count => _objects.Count;

    /// <summary>Must happen before the first object arrives.</summary>
    public void AddIndex(StoreIndex<T> index)
    {
        lock (_lock)
        {
            _indexes.TryAdd(index, new(StringComparer.Ordinal));
        }
    }

    public T? Get(ObjectKey key) => _objects.GetValueOrDefault(key);

    public IReadOnlyCollection<T> List(string? ns) => ns is null ? [.. _objects.Values] : ByIndex(ByNamespace, ns);

    public IReadOnlyList<T> ByIndex(StoreIndex<T> index, string value)
    {
        lock (_lock)
        {
            if (!_indexes.TryGetValue(index, out var values))
            {
                throw new ArgumentException($"The index '{index.Name}' of {T.Type.Kind} was never added.", nameof(index));
            }

            return values.TryGetValue(value, out var keys) ? [.. keys.Select(key => _objects[key])] : [];
        }
    }

    public void Put(T resource)
    {
        var key = ObjectKey.Of(resource);
        var old = _objects.GetValueOrDefault(key);
        var entries = IndexEntries(key, resource);
        var outdated = old is null ? [] : IndexEntries(key, old);
        lock (_lock)
        {
            RemoveEntries(key, outdated);
            foreach (var (index, value) in entries)
            {
                var values = _indexes[index];
                if (!values.TryGetValue(value, out var keys))
                {
                    values[value] = keys = [];
                }

                keys.Add(key);
            }

            _objects[key] = resource;
        }
    }

    public void Remove(ObjectKey key)
    {
        if (_objects.GetValueOrDefault(key) is not { } old)
        {
            return;
        }

        var outdated = IndexEntries(key, old);
        lock (_lock)
        {
            RemoveEntries(key, outdated);
            _objects.TryRemove(key, out _);
        }
    }

    private static IEnumerable<string> NamespaceOf(T resource) => resource.Metadata.Namespace is { } ns ? [ns] : [];

    private List<(StoreIndex<T> Index, string Value)> IndexEntries(ObjectKey key, T resource)
    {
        var entries = new List<(StoreIndex<T>, string)>(_indexes.Count);
        foreach (var index in _indexes.Keys)
        {
            var start = entries.Count;
            try
            {
                entries.AddRange(index.KeysOf(resource).Select(value => (index, value)));
            }
            catch (Exception error)
            {
                entries.RemoveRange(start, entries.Count - start);
                onIndexError(index, key, error);
            }
        }

        return entries;
    }

    private void RemoveEntries(ObjectKey key, List<(StoreIndex<T> Index, string Value)> entries)
    {
        foreach (var (index, value) in entries)
        {
            var values = _indexes[index];
            if (values.TryGetValue(value, out var keys) && keys.Remove(key) && keys.Count == 0)
            {
                values.Remove(value);
            }
        }
    }
}

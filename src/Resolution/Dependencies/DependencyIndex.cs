namespace Gko.Resolution;

/// <summary>
/// Says which objects have to be looked at again when another one changes: the reverse of what their last resolve read. It
/// holds our own objects and what they refer to, never what else is in the cluster. A resolve records also what it read
/// indirectly (the ConfigMap behind an ApiResource), so that one step suffices here. Safe for concurrent use.
/// </summary>
public sealed class DependencyIndex
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ReferenceKey, HashSet<ReferenceKey>> _sources = [];
    private readonly Dictionary<ReferenceKey, HashSet<ReferenceKey>> _dependents = [];

    /// <summary>How many objects are known to depend on something.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _sources.Count;
            }
        }
    }

    /// <summary>
    /// What to collect the reads of one resolve with: the object counts as dependent before it reads a source, so that a change
    /// in between is not missed. <see cref="Record"/> ends it.
    /// </summary>
    public ReadLog Read(ReferenceKey dependent) => new(source => Add(dependent, source));

    /// <summary>Replaces what the object is known to depend on.</summary>
    public void Record(ReferenceKey dependent, IReadOnlyCollection<ReferenceKey> sources)
    {
        lock (_lock)
        {
            Remove(dependent);
            if (sources.Count == 0)
            {
                return;
            }

            var kept = sources.ToHashSet();
            kept.TrimExcess();
            _sources[dependent] = kept;
            foreach (var source in kept)
            {
                Link(dependent, source);
            }
        }
    }

    /// <summary>Drops an object that is gone.</summary>
    public void Forget(ReferenceKey dependent)
    {
        lock (_lock)
        {
            Remove(dependent);
        }
    }

    /// <summary>The objects whose last resolve read the source, in no particular order.</summary>
    public IReadOnlyList<ReferenceKey> DependentsOf(ReferenceKey source)
    {
        lock (_lock)
        {
            return _dependents.TryGetValue(source, out var dependents) ? [.. dependents] : [];
        }
    }

    /// <summary>What the object's last resolve read; empty when it was never resolved.</summary>
    public IReadOnlyList<ReferenceKey> SourcesOf(ReferenceKey dependent)
    {
        lock (_lock)
        {
            return _sources.TryGetValue(dependent, out var sources) ? [.. sources] : [];
        }
    }

    private void Add(ReferenceKey dependent, ReferenceKey source)
    {
        lock (_lock)
        {
            if (!_sources.TryGetValue(dependent, out var known))
            {
                _sources[dependent] = known = [];
            }

            if (known.Add(source))
            {
                Link(dependent, source);
            }
        }
    }

    private void Link(ReferenceKey dependent, ReferenceKey source)
    {
        if (!_dependents.TryGetValue(source, out var dependents))
        {
            _dependents[source] = dependents = [];
        }

        dependents.Add(dependent);
    }

    private void Remove(ReferenceKey dependent)
    {
        if (!_sources.Remove(dependent, out var known))
        {
            return;
        }

        foreach (var source in known)
        {
            var dependents = _dependents[source];
            dependents.Remove(dependent);
            if (dependents.Count == 0)
            {
                _dependents.Remove(source);
            }
        }
    }
}

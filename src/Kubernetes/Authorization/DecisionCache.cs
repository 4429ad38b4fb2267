namespace Gko.Kubernetes.Authorization;

/// <summary>Remembers decisions for a while, and no more than a number of them.</summary>
internal sealed class DecisionCache(int capacity, TimeSpan lifetime, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (AccessDecision Decision, long Since)> _entries = new(StringComparer.Ordinal);

    public AccessDecision? Find(string key)
    {
        lock (_gate)
        {
            return _entries.TryGetValue(key, out var entry) && !IsOver(entry.Since) ? entry.Decision : null;
        }
    }

    public void Remember(string key, AccessDecision decision)
    {
        lock (_gate)
        {
            if (_entries.Count >= capacity && !_entries.ContainsKey(key))
            {
                MakeRoom();
            }

            _entries[key] = (decision, time.GetTimestamp());
        }
    }

    /// <summary>What is over goes; where nothing is, the callers are too many and all have to be asked about again.</summary>
    private void MakeRoom()
    {
        foreach (var (key, entry) in _entries)
        {
            if (IsOver(entry.Since))
            {
                _entries.Remove(key);
            }
        }

        if (_entries.Count >= capacity)
        {
            _entries.Clear();
        }
    }

    private bool IsOver(long since) => time.GetElapsedTime(since) >= lifetime;
}

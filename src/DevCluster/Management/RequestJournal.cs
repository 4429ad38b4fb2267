namespace Gko.DevCluster.Management;

/// <summary>The latest requests, oldest first. Requests to the control plane are not in it.</summary>
public sealed class RequestJournal(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Queue<JournalEntry> _entries = new();
    private long _sequence;

    /// <summary>How many requests arrived since the start.</summary>
    public long Count
    {
        get
        {
            lock (_lock)
            {
                return _sequence;
            }
        }
    }

    /// <summary>A copy of the entries after a sequence number.</summary>
    public IReadOnlyList<JournalEntry> Since(long sequence = 0)
    {
        lock (_lock)
        {
            return [.. _entries.Where(entry => entry.Sequence > sequence)];
        }
    }

    /// <summary>Forgets the entries.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
        }
    }

    internal JournalEntry Add(Func<long, JournalEntry> create)
    {
        lock (_lock)
        {
            var entry = create(++_sequence);
            _entries.Enqueue(entry);
            if (_entries.Count > capacity)
            {
                _entries.Dequeue();
            }

            return entry;
        }
    }
}

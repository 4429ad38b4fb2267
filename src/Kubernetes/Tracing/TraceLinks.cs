using System.Diagnostics;

namespace Gko.Kubernetes.Tracing;

/// <summary>
/// Remembers for a while which trace the admission of an object's generation belongs to, so that the reconcile of that generation
/// can join it. Nothing is written to the object; so the link is only known to the process that served the webhook.
/// </summary>
public sealed class TraceLinks(TimeProvider time)
{
    /// <summary>How long a reconcile may come after its admission and still belong to the same trace.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>How many admissions are remembered; beyond that the oldest are forgotten.</summary>
    public const int Capacity = 4096;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<Entry>> _byUid = new(StringComparer.Ordinal);
    private readonly Queue<Entry> _byAge = new();

    /// <summary>How many are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                ForgetOld();
                return _byAge.Count;
            }
        }
    }

    /// <summary>An object was let in.</summary>
    /// <param name="uid">The object's; nothing is remembered without one.</param>
    /// <param name="generation">The generation that the API server is about to store.</param>
    /// <param name="context">The span of the admission.</param>
    public void Remember(string? uid, long? generation, ActivityContext context)
    {
        if (string.IsNullOrEmpty(uid))
        {
            return;
        }

        lock (_gate)
        {
            var entry = new Entry(uid, generation ?? 0, context, time.GetTimestamp());
            ForgetOld();
            if (_byAge.Count >= Capacity)
            {
                Forget(_byAge.Dequeue());
            }

            if (!_byUid.TryGetValue(uid, out var entries))
            {
                _byUid[uid] = entries = [];
            }

            entries.Add(entry);
            _byAge.Enqueue(entry);
        }
    }

    /// <summary>
    /// The admissions that led to this generation and were not settled yet, oldest first: more than one when several changes
    /// are looked at in one go.
    /// </summary>
    public IReadOnlyList<ActivityContext> Find(string? uid, long? generation)
    {
        lock (_gate)
        {
            ForgetOld();
            return uid is not null && _byUid.TryGetValue(uid, out var entries)
                ? [.. entries.Where(entry => entry.Generation <= (generation ?? 0)).Select(entry => entry.Context)]
                : [];
        }
    }

    /// <summary>This generation is dealt with: what happens to the object later belongs to no admission.</summary>
    public void Settle(string? uid, long? generation)
    {
        lock (_gate)
        {
            if (uid is not null && _byUid.TryGetValue(uid, out var entries))
            {
                entries.RemoveAll(entry => entry.Generation <= (generation ?? 0));
                if (entries.Count == 0)
                {
                    _byUid.Remove(uid);
                }
            }
        }
    }

    private void ForgetOld()
    {
        while (_byAge.TryPeek(out var oldest) && time.GetElapsedTime(oldest.Since) >= Lifetime)
        {
            Forget(_byAge.Dequeue());
        }
    }

    // Already gone from the other collection when it was settled.
    private void Forget(Entry entry)
    {
        if (_byUid.TryGetValue(entry.Uid, out var entries) && entries.Remove(entry) && entries.Count == 0)
        {
            _byUid.Remove(entry.Uid);
        }
    }

    private sealed class Entry(string uid, long generation, ActivityContext context, long since)
    {
        public string Uid => uid;

        public long Generation => generation;

        public ActivityContext Context => context;

        public long Since => since;
    }
}

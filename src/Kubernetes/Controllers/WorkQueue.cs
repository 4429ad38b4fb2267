using System.Runtime.InteropServices;

namespace Gko.Kubernetes.Controllers;

/// <summary>
/// Hands keys to workers.
/// <list type="bullet">
/// <item>a key that waits already is not queued twice; requests merge to the earlier time and the higher priority;</item>
/// <item>a key is never with two workers at once: what arrives meanwhile is handed out after <see cref="Complete"/>;</item>
/// <item>higher priorities go first, equal ones in the order in which they became ready;</item>
/// <item>with lanes, equal priorities go by turns of groups and tenants instead, and no group gets all workers;</item>
/// <item>nothing that was added is ever lost, not even to a worker that gives up waiting.</item>
/// </list>
/// One lock and one timer; all members are safe for concurrent use.
/// </summary>
public sealed class WorkQueue<TKey> : IDisposable
    where TKey : notnull
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(365);
    private static readonly QueueLane OnlyLane = new("", "");

    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, WorkQueueEntry<TKey>> _entries = [];
    private readonly IdleWorkers<TKey> _idle = new();
    private readonly ReadyKeys<TKey> _ready;
    private readonly DelayedKeys<TKey> _delayed;
    private readonly Backoff _backoff;
    private readonly QueueLanes<TKey>? _lanes;
    private long _sequence;
    private long _added;
    private bool _disposed;

    /// <inheritdoc cref="WorkQueue{TKey}"/>
    /// <param name="backoff">Waits after <see cref="ReconcileResult.Retry"/>.</param>
    /// <param name="time">The clock of delays and back-off.</param>
    /// <param name="lanes">Between whom to share the workers; null for one lane without limit.</param>
    public WorkQueue(Backoff backoff, TimeProvider time, QueueLanes<TKey>? lanes = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lanes?.Most ?? 1, 1);
        (_backoff, _lanes) = (backoff, lanes);
        _ready = new ReadyKeys<TKey>(lanes?.Most ?? int.MaxValue, lanes?.Share ?? int.MaxValue);
        _delayed = new DelayedKeys<TKey>(time, OnTimer);
    }

    /// <summary>How many keys lie ready, those whose group has its limit of workers included.</summary>
    public int Depth
    {
        get
        {
            lock (_lock)
            {
                Promote();
                return _ready.Count;
            }
        }
    }

    /// <summary>How many keys wait for their time.</summary>
    public int Delayed
    {
        get
        {
            lock (_lock)
            {
                Promote();
                return _delayed.Count;
            }
        }
    }

    /// <summary>How often a key was asked for, counting requests that merged with a pending one.</summary>
    public long Added => Interlocked.Read(ref _added);

    /// <summary>Asks for a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="after">The earliest moment, from now.</param>
    /// <param name="priority">Higher goes first.</param>
    public void Add(TKey key, TimeSpan after = default, int priority = 0)
    {
        Interlocked.Increment(ref _added);
        var lane = LaneOf(key);
        lock (_lock)
        {
            ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(_entries, key, out _);
            Request(slot ??= new WorkQueueEntry<TKey>(key), lane, after, priority);
            Deliver();
        }
    }

    /// <summary>Takes the next key, waiting for one if need be; a key once taken is the caller's even if the token fires.</summary>
    public ValueTask<WorkItem<TKey>> TakeAsync(CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<WorkItem<TKey>>(ct);
        }

        TaskCompletionSource<WorkItem<TKey>> waiter;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            Promote();
            if (_ready.HasNext)
            {
                var entry = _ready.Next;
                var item = Describe(entry);
                Start(entry);
                return ValueTask.FromResult(item);
            }

            waiter = _idle.Add();
        }

        return IdleWorkers<TKey>.WaitAsync(waiter, ct);
    }

    /// <summary>Gives a taken key back: forgets or counts the failure and queues the key again if it is wanted.</summary>
    /// <exception cref="InvalidOperationException">Nobody has taken the key.</exception>
    public void Complete(TKey key, in ReconcileResult result, int priority)
    {
        var lane = LaneOf(key);
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var entry) || !entry.Processing)
            {
                throw new InvalidOperationException($"The key {key} was completed without having been taken.");
            }

            _ready.Finish(entry);
            entry.Failures = result.Kind is ResultKind.Retry or ResultKind.Conflict ? entry.Failures + 1 : 0;
            if (result.Wait(_backoff, entry.Failures) is { } delay)
            {
                Request(entry, lane, delay, priority);
            }

            if (entry.Position < 0)
            {
                Settle(entry);
            }

            Deliver();
        }
    }

    /// <summary>Ends the wait of all workers; keys may still be completed.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _delayed.Dispose();
            _idle.Dispose();
        }
    }

    /// <summary>Foreign code: to be called outside the lock.</summary>
    private QueueLane LaneOf(TKey key) => _lanes?.Of(key) ?? OnlyLane;

    private void Request(WorkQueueEntry<TKey> entry, QueueLane lane, TimeSpan after, int priority)
    {
        var due = _delayed.Now + TimeSpan.FromTicks(Math.Clamp(after.Ticks, 0, LongestDelay.Ticks));
        if (!entry.IsNews(lane, due, priority))
        {
            return;
        }

        Withdraw(entry);
        entry.Merge(lane, due, priority);
        if (!entry.Processing)
        {
            Settle(entry);
        }
    }

    private void Withdraw(WorkQueueEntry<TKey> entry)
    {
        if (entry.Ready is not null)
        {
            _ready.Remove(entry);
        }
        else if (entry.Position >= 0)
        {
            _delayed.Remove(entry);
        }
    }

    /// <summary>Puts an idle entry where it belongs, or forgets it if nobody wants it.</summary>
    private void Settle(WorkQueueEntry<TKey> entry)
    {
        if (!entry.Wanted)
        {
            _entries.Remove(entry.Key);
            return;
        }

        entry.Sequence = ++_sequence;
        if (entry.Due <= _delayed.Now)
        {
            _ready.Push(entry);
        }
        else
        {
            _delayed.Push(entry);
        }
    }

    private WorkItem<TKey> Describe(WorkQueueEntry<TKey> entry) =>
        new(entry.Key, entry.Priority, entry.Failures, _delayed.Now - entry.Due);

    private void Start(WorkQueueEntry<TKey> entry)
    {
        _ready.Start(entry);
        entry.Start();
    }

    private void Deliver()
    {
        Promote();

        // A key counts as taken only once a worker has it: when all who waited gave up, it stays.
        while (_ready.HasNext && _ready.Next is var entry && _idle.TryHand(Describe(entry)))
        {
            Start(entry);
        }
    }

    private void Promote()
    {
        while (_delayed.TakeDue() is { } entry)
        {
            entry.Sequence = ++_sequence;
            _ready.Push(entry);
        }
    }

    private void OnTimer()
    {
        lock (_lock)
        {
            if (!_disposed)
            {
                Deliver();
                _delayed.Rearm();
            }
        }
    }
}

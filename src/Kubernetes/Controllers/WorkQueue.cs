using System.Runtime.InteropServices;

namespace Gko.Kubernetes.Controllers;

/// <summary>
/// Hands keys to workers.
/// <list type="bullet">
/// <item>a key that waits already is not queued twice; requests merge to the earlier time and the higher priority;</item>
/// <item>a key is never with two workers at once: what arrives meanwhile is handed out after <see cref="Complete"/>;</item>
/// <item>higher priorities go first, equal ones in the order in which they became ready;</item>
/// <item>nothing that was added is ever lost, not even to a worker that gives up waiting.</item>
/// </list>
/// One lock and one timer; all members are safe for concurrent use.
/// </summary>
/// <param name="backoff">Waits after <see cref="ReconcileResult.Retry"/>.</param>
/// <param name="time">The clock of delays and back-off.</param>
public sealed class WorkQueue<TKey> : IDisposable
    where TKey : notnull
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(365);
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, WorkQueueEntry<TKey>> _entries = [];
    private readonly IndexedHeap<WorkQueueEntry<TKey>> _ready = new(WorkQueueEntry<TKey>.ByPriority);
    private readonly IndexedHeap<WorkQueueEntry<TKey>> _delayed = new(WorkQueueEntry<TKey>.ByDue);
    private readonly Queue<TaskCompletionSource<WorkItem<TKey>>> _waiters = new();
    private readonly Backoff _backoff;
    private readonly TimeProvider _time;
    private readonly long _origin;
    private readonly ITimer _timer;
    private TimeSpan _armedFor = TimeSpan.MaxValue;
    private long _sequence;
    private long _added;
    private bool _disposed;

    /// <inheritdoc cref="WorkQueue{TKey}"/>
    public WorkQueue(Backoff backoff, TimeProvider time)
    {
        (_backoff, _time) = (backoff, time);
        _origin = time.GetTimestamp();
        _timer = time.CreateTimer(
            static queue => ((WorkQueue<TKey>)queue!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many keys could be worked on right now if there were a free worker.</summary>
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

    private TimeSpan Now => _time.GetElapsedTime(_origin);

    /// <summary>Asks for a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="after">The earliest moment, from now.</param>
    /// <param name="priority">Higher goes first.</param>
    public void Add(TKey key, TimeSpan after = default, int priority = 0)
    {
        Interlocked.Increment(ref _added);
        lock (_lock)
        {
            ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(_entries, key, out _);
            Request(slot ??= new WorkQueueEntry<TKey>(key), after, priority);
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
            if (_ready.Count > 0)
            {
                var entry = _ready.First;
                var item = Describe(entry);
                Start(entry);
                return ValueTask.FromResult(item);
            }

            ForgetAbandonedWaiters();
            waiter = new TaskCompletionSource<WorkItem<TKey>>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Enqueue(waiter);
        }

        return WaitAsync(waiter, ct);
    }

    /// <summary>Gives a taken key back: forgets or counts the failure and queues the key again if it is wanted.</summary>
    /// <exception cref="InvalidOperationException">Nobody has taken the key.</exception>
    public void Complete(TKey key, in ReconcileResult result, int priority)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var entry) || !entry.Processing)
            {
                throw new InvalidOperationException($"The key {key} was completed without having been taken.");
            }

            entry.Finish();
            entry.Failures = result.Kind is ResultKind.Retry or ResultKind.Conflict ? entry.Failures + 1 : 0;
            if (DelayOf(result, entry.Failures) is { } delay)
            {
                Request(entry, delay, priority);
            }

            if (entry.Heap is null)
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
            _timer.Dispose();
            while (_waiters.TryDequeue(out var waiter))
            {
                waiter.TrySetException(new ObjectDisposedException(nameof(WorkQueue<>)));
            }
        }
    }

    private static async ValueTask<WorkItem<TKey>> WaitAsync(TaskCompletionSource<WorkItem<TKey>> waiter, CancellationToken ct)
    {
        using (ct.UnsafeRegister(static (state, token) => ((TaskCompletionSource<WorkItem<TKey>>)state!).TrySetCanceled(token), waiter))
        {
            return await waiter.Task.ConfigureAwait(false);
        }
    }

    private void Request(WorkQueueEntry<TKey> entry, TimeSpan after, int priority)
    {
        var due = Now + TimeSpan.FromTicks(Math.Clamp(after.Ticks, 0, LongestDelay.Ticks));
        if (!entry.Improves(due, priority))
        {
            return;
        }

        entry.Heap?.Remove(entry);
        entry.Heap = null;
        entry.Merge(due, priority);
        if (!entry.Processing)
        {
            Settle(entry);
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
        entry.Heap = entry.Due <= Now ? _ready : _delayed;
        entry.Heap.Push(entry);
        ArmTimer();
    }

    private TimeSpan? DelayOf(in ReconcileResult result, int failures) => result.Kind switch
    {
        ResultKind.Done => null,
        ResultKind.After => result.Delay * (0.9 + (0.2 * _backoff.Random.NextDouble())),
        ResultKind.Conflict => Backoff.Conflict.After(failures),
        _ => Max(result.Delay, _backoff.After(failures)),
    };

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;

    private WorkItem<TKey> Describe(WorkQueueEntry<TKey> entry) =>
        new(entry.Key, entry.Priority, entry.Failures, Now - entry.Due);

    private void Start(WorkQueueEntry<TKey> entry)
    {
        _ready.Remove(entry);
        entry.Heap = null;
        entry.Start();
    }

    private void Deliver()
    {
        Promote();
        while (_ready.Count > 0 && _waiters.TryDequeue(out var waiter))
        {
            // The entry counts as taken only once the waiter has it: a waiter that was cancelled refuses, and the key stays.
            var entry = _ready.First;
            if (waiter.TrySetResult(Describe(entry)))
            {
                Start(entry);
            }
        }
    }

    private void Promote()
    {
        if (_delayed.Count == 0)
        {
            return;
        }

        var now = Now;
        while (_delayed.Count > 0 && _delayed.First.Due <= now)
        {
            var entry = _delayed.Pop();
            entry.Sequence = ++_sequence;
            entry.Heap = _ready;
            _ready.Push(entry);
        }
    }

    private void ForgetAbandonedWaiters()
    {
        while (_waiters.TryPeek(out var waiter) && waiter.Task.IsCompleted)
        {
            _waiters.Dequeue();
        }
    }

    private void OnTimer()
    {
        lock (_lock)
        {
            _armedFor = TimeSpan.MaxValue;
            if (_disposed)
            {
                return;
            }

            Deliver();
            ArmTimer();
        }
    }

    private void ArmTimer()
    {
        if (_delayed.Count == 0 || _delayed.First.Due >= _armedFor || _disposed)
        {
            return;
        }

        _armedFor = _delayed.First.Due;
        var wait = _armedFor - Now;

        // System timers count whole milliseconds; rounding up keeps one from firing just before the key is due.
        var rounded = TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(wait.TotalMilliseconds)));
        _timer.Change(rounded < LongestTimer ? rounded : LongestTimer, Timeout.InfiniteTimeSpan);
    }
}

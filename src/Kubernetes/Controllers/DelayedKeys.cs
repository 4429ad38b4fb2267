namespace Gko.Kubernetes.Controllers;

/// <summary>The keys that wait for their time, and the timer that tells when the first is due. Callers must not run concurrently.</summary>
internal sealed class DelayedKeys<TKey> : IDisposable
    where TKey : notnull
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    private readonly IndexedHeap<WorkQueueEntry<TKey>> _keys = new(WorkQueueEntry<TKey>.ByDue);
    private readonly TimeProvider _time;
    private readonly long _origin;
    private readonly ITimer _timer;
    private TimeSpan _armedFor = TimeSpan.MaxValue;
    private bool _disposed;

    /// <param name="time">The clock.</param>
    /// <param name="onTimer">Called, on any thread, when a key may be due; is to call <see cref="Rearm"/>.</param>
    public DelayedKeys(TimeProvider time, Action onTimer)
    {
        _time = time;
        _origin = time.GetTimestamp();
        _timer = time.CreateTimer(
            static callback => ((Action)callback!)(), onTimer, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public int Count => _keys.Count;

    /// <summary>The time since the start, by which <see cref="WorkQueueEntry{TKey}.Due"/> counts.</summary>
    public TimeSpan Now => _time.GetElapsedTime(_origin);

    public void Push(WorkQueueEntry<TKey> entry)
    {
        _keys.Push(entry);
        Arm();
    }

    public void Remove(WorkQueueEntry<TKey> entry) => _keys.Remove(entry);

    /// <summary>Takes out the first key that is due; null when there is none.</summary>
    public WorkQueueEntry<TKey>? TakeDue() => _keys.Count > 0 && _keys.First.Due <= Now ? _keys.Pop() : null;

    /// <summary>Sets the timer anew after it fired.</summary>
    public void Rearm()
    {
        _armedFor = TimeSpan.MaxValue;
        Arm();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        _timer.Dispose();
    }

    private void Arm()
    {
        if (_keys.Count == 0 || _keys.First.Due >= _armedFor || _disposed)
        {
            return;
        }

        _armedFor = _keys.First.Due;
        var wait = _armedFor - Now;

        // System timers count whole milliseconds; rounding up keeps one from firing just before the key is due.
        var rounded = TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(wait.TotalMilliseconds)));
        _timer.Change(rounded < LongestTimer ? rounded : LongestTimer, Timeout.InfiniteTimeSpan);
    }
}

namespace Gko.Testing;

/// <summary>
/// A clock that stands still until a test moves it. Timers, delays and timed cancellation tokens made from it fire during
/// <see cref="Advance"/>, in the order in which they are due, each at its own moment.
/// </summary>
public sealed class FakeTimeProvider : TimeProvider
{
    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _lock = new();
    private readonly List<FakeTimer> _timers = [];
    private TimeSpan _elapsed;
    private long _sequence;
    private TaskCompletionSource _armed = NewSignal();

    /// <summary>How far the clock has been moved.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            lock (_lock)
            {
                return _elapsed;
            }
        }
    }

    /// <summary>How long until the next timer fires; null when none is armed.</summary>
    public TimeSpan? NextTimer
    {
        get
        {
            lock (_lock)
            {
                return Next() is { } timer ? timer.Due - _elapsed : null;
            }
        }
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long GetTimestamp() => Elapsed.Ticks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Epoch + Elapsed;

    /// <summary>Moves the clock and fires every timer that falls due on the way, on the calling thread.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var target = Elapsed + by;
        while (TakeDue(target) is { } timer)
        {
            timer.Fire();
        }

        lock (_lock)
        {
            _elapsed = target;
        }
    }

    /// <summary>Waits, in real time, until a timer is armed that satisfies the condition, and returns how long it has to go.</summary>
    /// <param name="matches">Applied to the time that a timer has to go; null accepts any timer.</param>
    /// <param name="timeout">How long to wait before the test fails; ten seconds when null.</param>
    public async Task<TimeSpan> WaitForTimerAsync(Func<TimeSpan, bool>? matches = null, TimeSpan? timeout = null)
    {
        using var limit = new CancellationTokenSource(timeout ?? TimeSpan.FromSeconds(10));
        while (true)
        {
            Task armed;
            lock (_lock)
            {
                foreach (var timer in _timers.Where(timer => timer.IsArmed).OrderBy(timer => timer.Due))
                {
                    if (matches is null || matches(timer.Due - _elapsed))
                    {
                        return timer.Due - _elapsed;
                    }
                }

                armed = _armed.Task;
            }

            await armed.WaitAsync(limit.Token).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FakeTimer? Next() =>
        _timers.Where(timer => timer.IsArmed).MinBy(timer => (timer.Due, timer.Sequence));

    private FakeTimer? TakeDue(TimeSpan target)
    {
        lock (_lock)
        {
            if (Next() is not { } timer || timer.Due > target)
            {
                return null;
            }

            _elapsed = timer.Due > _elapsed ? timer.Due : _elapsed;
            timer.Rearm();
            return timer;
        }
    }

    private sealed class FakeTimer(FakeTimeProvider owner, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public TimeSpan Due { get; private set; } = Timeout.InfiniteTimeSpan;

        public long Sequence { get; private set; }

        public bool IsArmed => Due != Timeout.InfiniteTimeSpan;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (owner._lock)
            {
                _period = period;
                owner._timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                {
                    Due = dueTime;
                    return true;
                }

                Due = owner._elapsed + dueTime;
                Sequence = ++owner._sequence;
                owner._timers.Add(this);
                owner._armed.TrySetResult();
                owner._armed = NewSignal();
                return true;
            }
        }

        public void Rearm()
        {
            if (_period > TimeSpan.Zero)
            {
                Due += _period;
                Sequence = ++owner._sequence;
            }
            else
            {
                Due = Timeout.InfiniteTimeSpan;
                owner._timers.Remove(this);
            }
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (owner._lock)
            {
                Due = Timeout.InfiniteTimeSpan;
                owner._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

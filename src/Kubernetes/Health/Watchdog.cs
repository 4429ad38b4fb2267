namespace Gko.Kubernetes.Health;

/// <summary>Proves that background work still gets its turn: a tick that has to come every few seconds.</summary>
/// <param name="onTick">Called at each tick; must be quick.</param>
public sealed class Watchdog(TimeProvider time, Action onTick)
{
    /// <summary>How long ticks may be missing before the process counts as stuck.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private long _tickedAt = time.GetTimestamp();

    /// <summary>How long no tick came, when that is too long; otherwise null.</summary>
    public string? Problem => time.GetElapsedTime(Volatile.Read(ref _tickedAt)) is var silence && silence > Patience
        ? $"background work has not had its turn for {silence.TotalSeconds:0} s"
        : null;

    /// <summary>Ticks until cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            onTick();
            Volatile.Write(ref _tickedAt, time.GetTimestamp());
        }
        while (await timer.WaitForNextTickAsync(ct).ConfigureAwait(false));
    }
}

using Gko.Kubernetes.Controllers;

namespace Gko.Operator.Hosting;

/// <summary>
/// How long to look away after a repair. The first one is made at once; where somebody undoes each of them, they become rare,
/// so that two who disagree do not keep the API server busy.
/// </summary>
internal sealed class RepairPace(TimeProvider time)
{
    private static readonly TimeSpan Calm = TimeSpan.FromMinutes(10);
    private static readonly Backoff Pauses = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2)) { Jitter = 0.2 };

    private long _last;

    /// <summary>The repairs so far without a calm between them.</summary>
    public int Repairs { get; private set; }

    /// <summary>Takes note of a repair.</summary>
    /// <returns>How long to wait before the next.</returns>
    public TimeSpan Next()
    {
        Repairs = Repairs > 0 && time.GetElapsedTime(_last) < Calm ? Repairs + 1 : 1;
        _last = time.GetTimestamp();
        return Pauses.After(Repairs);
    }
}

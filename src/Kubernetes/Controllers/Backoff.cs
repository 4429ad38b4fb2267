namespace Gko.Kubernetes.Controllers;

/// <summary>How long to wait after the n-th failure in a row: exponential, capped, jittered.</summary>
/// <param name="Initial">The longest wait after the first failure.</param>
/// <param name="Max">The longest wait after any failure.</param>
public sealed record Backoff(TimeSpan Initial, TimeSpan Max)
{
    /// <summary>For work that calls other systems: half a second to five minutes.</summary>
    public static Backoff Default { get; } = new(TimeSpan.FromSeconds(0.5), TimeSpan.FromMinutes(5));

    /// <summary>For lost races on an object's resource version, where the newer version arrives within milliseconds.</summary>
    public static Backoff Conflict { get; } = new(TimeSpan.FromMilliseconds(5), TimeSpan.FromSeconds(30)) { Jitter = 0.5 };

    /// <summary>The growth per failure.</summary>
    public double Factor { get; init; } = 2;

    /// <summary>The share of each wait that is random, from 0 (none) to 1 (anything from nothing to the whole wait).</summary>
    public double Jitter { get; init; } = 1;

    /// <summary>The source of the jitter; must be safe for concurrent use.</summary>
    public Random Random { get; init; } = Random.Shared;

    /// <summary>The wait after that many failures in a row, counted from 1.</summary>
    public TimeSpan After(int failures)
    {
        var grown = Initial.TotalSeconds * Math.Pow(Factor, Math.Max(failures, 1) - 1);
        var capped = Math.Min(grown, Max.TotalSeconds);
        return TimeSpan.FromSeconds(capped * (1 - (Jitter * Random.NextDouble())));
    }
}

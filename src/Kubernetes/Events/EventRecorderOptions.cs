namespace Gko.Kubernetes.Events;

/// <summary>Who reports, and the limits.</summary>
public sealed record EventRecorderOptions
{
    /// <summary>The reporting program, such as <c>demo.io/operator</c>.</summary>
    public required string Component { get; init; }

    /// <summary>The reporting process.</summary>
    public string Instance { get; init; } = Environment.MachineName;

    /// <summary>How many events may wait to be written; the oldest are dropped.</summary>
    public int Capacity { get; init; } = 1000;

    /// <summary>Repetitions within this time are counted on one event.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>After so many different notes for the same reason in one window, the rest share one event.</summary>
    public int DistinctNotes { get; init; } = 10;

    /// <summary>How many writes an object may cause at once.</summary>
    public int Burst { get; init; } = 25;

    /// <summary>How long until an object that used up its burst may cause one more write.</summary>
    public TimeSpan RefillPeriod { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long waiting events are still written after a stop was asked for.</summary>
    public TimeSpan FlushTimeout { get; init; } = TimeSpan.FromSeconds(5);
}

namespace Gko.Kubernetes.Controllers;

/// <summary>What should happen to an object after it was looked at. The default value is <see cref="Done"/>.</summary>
public readonly record struct ReconcileResult
{
    private ReconcileResult(ResultKind kind, TimeSpan delay = default, string? reason = null) =>
        (Kind, Delay, Reason) = (kind, delay, reason);

    /// <summary>Nothing left to do until the object changes.</summary>
    public static ReconcileResult Done => default;

    /// <summary>A write lost against a newer version: look again very soon, and say nothing about it.</summary>
    internal static ReconcileResult Conflict { get; } = new(ResultKind.Conflict, reason: "conflict");

    /// <summary>Why a retry is needed; null otherwise.</summary>
    public string? Reason { get; }

    /// <summary>Whether this is <see cref="Done"/>.</summary>
    public bool IsDone => Kind is ResultKind.Done;

    internal ResultKind Kind { get; }

    /// <summary>The wait of <see cref="After"/>, or the shortest allowed wait of <see cref="Retry"/>.</summary>
    internal TimeSpan Delay { get; }

    /// <summary>Success; look again after about that long even if nothing changes (the queue spreads it by ten percent).</summary>
    public static ReconcileResult After(TimeSpan delay) => new(ResultKind.After, delay);

    /// <summary>No success yet, though no error either (a dependency is not ready): try again with growing waits.</summary>
    /// <param name="reason">For the log.</param>
    /// <param name="atLeast">The shortest wait, for example what a remote system asked for.</param>
    public static ReconcileResult Retry(string reason, TimeSpan atLeast = default) => new(ResultKind.Retry, atLeast, reason);

    /// <summary>How long until the next attempt; null when none is wanted.</summary>
    /// <param name="backoff">Tells the waits of failures.</param>
    /// <param name="failures">How many attempts in a row have failed, this one included.</param>
    internal TimeSpan? Wait(Backoff backoff, int failures) => Kind switch
    {
        ResultKind.Done => null,
        ResultKind.After => Delay * (0.9 + (0.2 * backoff.Random.NextDouble())),
        ResultKind.Conflict => Backoff.Conflict.After(failures),
        _ => backoff.After(failures) is var wait && wait > Delay ? wait : Delay,
    };
}

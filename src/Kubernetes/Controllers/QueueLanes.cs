namespace Gko.Kubernetes.Controllers;

/// <summary>
/// How a <see cref="WorkQueue{TKey}"/> shares its workers. Work cannot be interrupted, so workers that all hang in one group are
/// gone until they time out: the limits keep some out of its reach before that happens.
/// </summary>
/// <param name="Of">The lane of a key; quick, safe for concurrent use, and never to throw.</param>
/// <param name="Workers">How many workers take from the queue.</param>
public sealed record QueueLanes<TKey>(Func<TKey, QueueLane> Of, int Workers)
    where TKey : notnull
{
    /// <summary>How many workers one group may have; all but one unless set. The rest waits for the work of others.</summary>
    public int Most { get; init; } = Math.Max(1, Workers - 1);

    /// <summary>How many workers one group may have while others wait with work of the same priority; half unless set.</summary>
    public int Share { get; init; } = Math.Max(1, Workers / 2);
}

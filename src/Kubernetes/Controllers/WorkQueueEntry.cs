namespace Gko.Kubernetes.Controllers;

/// <summary>All that a <see cref="WorkQueue{TKey}"/> knows about one key that is waiting, delayed or being worked on.</summary>
internal sealed class WorkQueueEntry<TKey>(TKey key) : IHeapElement
    where TKey : notnull
{
    public TKey Key { get; } = key;

    public int Position { get; set; } = -1;

    /// <summary>Where it lies ready; null while it is delayed or being worked on.</summary>
    public ReadyTenant<TKey>? Ready { get; set; }

    /// <summary>The group whose worker has it; null while nobody works on it. The lane may have changed since.</summary>
    public LaneGroup<TKey>? Running { get; set; }

    /// <summary>Whether anyone asked for the key since it was last handed out.</summary>
    public bool Wanted { get; private set; }

    public bool Processing => Running is not null;

    public TimeSpan Due { get; private set; }

    public int Priority { get; private set; }

    public QueueLane Lane { get; private set; }

    public long Sequence { get; set; }

    public int Failures { get; set; }

    public static int BySequence(WorkQueueEntry<TKey> left, WorkQueueEntry<TKey> right) => left.Sequence.CompareTo(right.Sequence);

    public static int ByDue(WorkQueueEntry<TKey> left, WorkQueueEntry<TKey> right) =>
        left.Due != right.Due ? left.Due.CompareTo(right.Due) : BySequence(left, right);

    /// <summary>Whether this request asks for anything else than what is pending already.</summary>
    public bool IsNews(QueueLane lane, TimeSpan due, int priority) =>
        !Wanted || due < Due || priority > Priority || lane != Lane;

    /// <summary>
    /// Joins a request with the pending one: the earlier time, the higher priority and the latest lane win. Must not lie in a heap.
    /// </summary>
    public void Merge(QueueLane lane, TimeSpan due, int priority)
    {
        Lane = lane;
        Due = Wanted && Due < due ? Due : due;
        Priority = Wanted && Priority > priority ? Priority : priority;
        Wanted = true;
    }

    public void Start() => Wanted = false;
}

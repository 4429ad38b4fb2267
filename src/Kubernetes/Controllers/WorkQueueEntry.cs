namespace Gko.Kubernetes.Controllers;

/// <summary>All that a <see cref="WorkQueue{TKey}"/> knows about one key that is waiting, delayed or being worked on.</summary>
internal sealed class WorkQueueEntry<TKey>(TKey key) : IHeapElement
    where TKey : notnull
{
    public TKey Key { get; } = key;

    public int Position { get; set; } = -1;

    /// <summary>The heap it lies in; null while it is being worked on.</summary>
    public IndexedHeap<WorkQueueEntry<TKey>>? Heap { get; set; }

    /// <summary>Whether anyone asked for the key since it was last handed out.</summary>
    public bool Wanted { get; private set; }

    public bool Processing { get; private set; }

    public TimeSpan Due { get; private set; }

    public int Priority { get; private set; }

    public long Sequence { get; set; }

    public int Failures { get; set; }

    public static int ByPriority(WorkQueueEntry<TKey> left, WorkQueueEntry<TKey> right) =>
        left.Priority != right.Priority
            ? right.Priority.CompareTo(left.Priority)
            : left.Sequence.CompareTo(right.Sequence);

    public static int ByDue(WorkQueueEntry<TKey> left, WorkQueueEntry<TKey> right) =>
        left.Due != right.Due ? left.Due.CompareTo(right.Due) : left.Sequence.CompareTo(right.Sequence);

    /// <summary>Whether this request asks for more than what is pending already.</summary>
    public bool Improves(TimeSpan due, int priority) => !Wanted || due < Due || priority > Priority;

    /// <summary>Joins a request with the pending one: the earlier time and the higher priority win. Must not lie in a heap.</summary>
    public void Merge(TimeSpan due, int priority)
    {
        Due = Wanted && Due < due ? Due : due;
        Priority = Wanted && Priority > priority ? Priority : priority;
        Wanted = true;
    }

    public void Start() => (Wanted, Processing) = (false, true);

    public void Finish() => Processing = false;
}

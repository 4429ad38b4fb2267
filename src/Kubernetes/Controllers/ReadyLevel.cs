namespace Gko.Kubernetes.Controllers;

/// <summary>The groups with keys of one priority.</summary>
internal sealed class ReadyLevel<TKey>(int priority) : IHeapElement
    where TKey : notnull
{
    public int Priority { get; } = priority;

    public int Position { get; set; } = -1;

    /// <summary>How many groups there are, those at their limit included.</summary>
    public int Groups { get; set; }

    /// <summary>The groups that may have another worker, in the order of their turns.</summary>
    public IndexedHeap<ReadyGroup<TKey>> Open { get; } = new(ReadyGroup<TKey>.ByTurn);

    public static int ByPriority(ReadyLevel<TKey> left, ReadyLevel<TKey> right) => right.Priority.CompareTo(left.Priority);
}

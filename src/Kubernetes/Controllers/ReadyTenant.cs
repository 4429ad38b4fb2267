namespace Gko.Kubernetes.Controllers;

/// <summary>The keys of one tenant of a group, of one priority, in the order in which they became ready.</summary>
internal sealed class ReadyTenant<TKey>(ReadyGroup<TKey> group, string name, long turn) : IHeapElement
    where TKey : notnull
{
    public ReadyGroup<TKey> Group { get; } = group;

    public string Name { get; } = name;

    /// <summary>Not to be changed while it lies in a heap.</summary>
    public long Turn { get; set; } = turn;

    public int Position { get; set; } = -1;

    public IndexedHeap<WorkQueueEntry<TKey>> Keys { get; } = new(WorkQueueEntry<TKey>.BySequence);

    public static int ByTurn(ReadyTenant<TKey> left, ReadyTenant<TKey> right) => left.Turn.CompareTo(right.Turn);
}

namespace Gko.Kubernetes.Controllers;

/// <summary>The keys of one group and one priority, by tenant.</summary>
internal sealed class ReadyGroup<TKey>(LaneGroup<TKey> group, ReadyLevel<TKey> level, long turn) : IHeapElement
    where TKey : notnull
{
    public LaneGroup<TKey> Group { get; } = group;

    public ReadyLevel<TKey> Level { get; } = level;

    /// <summary>Not to be changed while it lies in a heap, like <see cref="HasItsShare"/>.</summary>
    public long Turn { get; set; } = turn;

    /// <summary>Whether groups with fewer workers go first.</summary>
    public bool HasItsShare { get; set; }

    public int Position { get; set; } = -1;

    public Dictionary<string, ReadyTenant<TKey>> ByTenant { get; } = new(StringComparer.Ordinal);

    public IndexedHeap<ReadyTenant<TKey>> Tenants { get; } = new(ReadyTenant<TKey>.ByTurn);

    public static int ByTurn(ReadyGroup<TKey> left, ReadyGroup<TKey> right) =>
        left.HasItsShare != right.HasItsShare
            ? left.HasItsShare.CompareTo(right.HasItsShare)
            : left.Turn.CompareTo(right.Turn);
}

namespace Gko.Kubernetes.Controllers;

/// <summary>
/// Decides which of the keys that lie ready is next: the highest priority, there the group, there the tenant whose turn it is,
/// and of that one the key that became ready first. Groups that have their limit of workers are passed over. Every step costs
/// the logarithm of what lies ready. Callers must not run concurrently.
/// </summary>
/// <param name="most">How many keys of a group may be worked on at once.</param>
/// <param name="share">How many before groups with fewer go first.</param>
internal sealed class ReadyKeys<TKey>(int most, int share)
    where TKey : notnull
{
    private readonly Dictionary<string, LaneGroup<TKey>> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<int, ReadyLevel<TKey>> _levels = [];

    /// <summary>The levels from which something may be started.</summary>
    private readonly IndexedHeap<ReadyLevel<TKey>> _open = new(ReadyLevel<TKey>.ByPriority);
    private long _turn;

    /// <summary>How many keys lie ready, those of groups at their limit included.</summary>
    public int Count { get; private set; }

    /// <summary>How many groups have keys that lie ready or are worked on.</summary>
    public int Groups => _groups.Count;

    /// <summary>Whether a key may be started now.</summary>
    public bool HasNext => _open.Count > 0;

    /// <summary>The key to start; only when <see cref="HasNext"/>.</summary>
    public WorkQueueEntry<TKey> Next => _open.First.Open.First.Tenants.First.Keys.First;

    /// <summary>Puts an entry behind those of its lane and priority.</summary>
    public void Push(WorkQueueEntry<TKey> entry)
    {
        if (!_groups.TryGetValue(entry.Lane.Group, out var group))
        {
            _groups[entry.Lane.Group] = group = new LaneGroup<TKey>(entry.Lane.Group);
        }

        if (!group.Ready.TryGetValue(entry.Priority, out var ready))
        {
            group.Ready[entry.Priority] = ready = new ReadyGroup<TKey>(group, LevelOf(entry.Priority), ++_turn);
            ready.Level.Groups++;
        }

        if (!ready.ByTenant.TryGetValue(entry.Lane.Tenant, out var tenant))
        {
            ready.ByTenant[entry.Lane.Tenant] = tenant = new ReadyTenant<TKey>(ready, entry.Lane.Tenant, ++_turn);
            ready.Tenants.Push(tenant);
        }

        tenant.Keys.Push(entry);
        entry.Ready = tenant;
        Count++;
        Place(ready);
    }

    /// <summary>Takes an entry out without starting it.</summary>
    public void Remove(WorkQueueEntry<TKey> entry)
    {
        var tenant = entry.Ready!;
        var ready = tenant.Group;
        tenant.Keys.Remove(entry);
        entry.Ready = null;
        Count--;
        if (tenant.Keys.Count == 0)
        {
            ready.Tenants.Remove(tenant);
            ready.ByTenant.Remove(tenant.Name);
        }

        Place(ready);
        if (ready.Tenants.Count == 0)
        {
            Forget(ready);
        }
    }

    /// <summary>Takes an entry out to be worked on; its group and its tenant go to the back of their rows.</summary>
    public void Start(WorkQueueEntry<TKey> entry)
    {
        var tenant = entry.Ready!;
        var ready = tenant.Group;
        ready.Tenants.Remove(tenant);
        tenant.Turn = ++_turn;
        ready.Tenants.Push(tenant);
        ready.Level.Open.Remove(ready);
        ready.Turn = ++_turn;
        entry.Running = ready.Group;
        ready.Group.Running++;
        Remove(entry);
        PlaceAll(entry.Running);
    }

    /// <summary>Takes note that the work on a started entry is over.</summary>
    public void Finish(WorkQueueEntry<TKey> entry)
    {
        var group = entry.Running!;
        entry.Running = null;
        group.Running--;
        PlaceAll(group);
        ForgetIdle(group);
    }

    private ReadyLevel<TKey> LevelOf(int priority)
    {
        if (!_levels.TryGetValue(priority, out var level))
        {
            _levels[priority] = level = new ReadyLevel<TKey>(priority);
        }

        return level;
    }

    private void PlaceAll(LaneGroup<TKey> group)
    {
        foreach (var ready in group.Ready.Values)
        {
            Place(ready);
        }
    }

    /// <summary>Puts a group where its turn and its workers say; a group at its limit or without keys is nowhere.</summary>
    private void Place(ReadyGroup<TKey> ready)
    {
        var level = ready.Level;
        if (ready.Position >= 0)
        {
            level.Open.Remove(ready);
        }

        ready.HasItsShare = ready.Group.Running >= share;
        if (ready.Tenants.Count > 0 && ready.Group.Running < most)
        {
            level.Open.Push(ready);
        }

        if (level.Open.Count > 0 && level.Position < 0)
        {
            _open.Push(level);
        }
        else if (level.Open.Count == 0 && level.Position >= 0)
        {
            _open.Remove(level);
        }
    }

    private void Forget(ReadyGroup<TKey> ready)
    {
        ready.Group.Ready.Remove(ready.Level.Priority);
        ForgetIdle(ready.Group);
        if (--ready.Level.Groups == 0)
        {
            _levels.Remove(ready.Level.Priority);
        }
    }

    private void ForgetIdle(LaneGroup<TKey> group)
    {
        if (group is { Running: 0, Ready.Count: 0 })
        {
            _groups.Remove(group.Name);
        }
    }
}

namespace Gko.Kubernetes.Tests.Controllers;

/// <summary>
/// What a work queue must do, said without any data structure: lists that are searched from end to end. It does not say which
/// key is next, only which ones may be, and keeps the books by which a turn that is late is noticed.
/// </summary>
internal sealed class QueueModel(int most, int share)
{
    private const int Groups = 4;
    private const int Tenants = 3;

    /// <summary>
    /// Between two turns of a tenant, each other tenant of its group has at most one; between two turns of a group, each other
    /// group has at most one.
    /// </summary>
    public const int LongestWait = (Groups * Tenants) - 1;

    private readonly List<Key> _keys = [];
    private long _sequence;

    public TimeSpan Now { get; private set; }

    public IEnumerable<Key> Ready => _keys.Where(key => key.IsReady);

    public int Depth => _keys.Count(key => key.IsReady);

    public int Delayed => _keys.Count(key => key is { IsWanted: true, IsTaken: false, IsReady: false });

    public List<Key> Taken { get; } = [];

    /// <summary>Whether a worker that asks now must get something at once.</summary>
    public bool HasNext => _keys.Exists(key => key.IsReady && Running(key.Group) < most);

    public Key Of(int id)
    {
        while (_keys.Count <= id)
        {
            _keys.Add(new Key(_keys.Count));
        }

        return _keys[id];
    }

    public void Request(Key key, TimeSpan due, int priority)
    {
        var isNews = !key.IsWanted || due < key.Due || priority > key.Priority || key.NewLane != (key.Group, key.Tenant);
        if (!isNews)
        {
            return;
        }

        (key.Group, key.Tenant) = key.NewLane;
        key.Due = key.IsWanted && key.Due < due ? key.Due : due;
        key.Priority = key.IsWanted ? Math.Max(key.Priority, priority) : priority;
        key.IsWanted = true;
        key.IsReady = false;
        if (!key.IsTaken)
        {
            Settle(key);
        }
    }

    public void Advance(TimeSpan by)
    {
        Now += by;
        foreach (var key in _keys.Where(key => key is { IsWanted: true, IsTaken: false, IsReady: false } && key.Due <= Now)
                     .OrderBy(key => key.Due).ThenBy(key => key.Sequence))
        {
            Settle(key);
        }
    }

    /// <summary>Why the queue must not hand out this key now; null when it may.</summary>
    public string? Objection(Key key, int priority)
    {
        if (!key.IsReady || key.Priority != priority)
        {
            return key.IsTaken ? "two workers have it" : $"it is not ready with priority {priority}";
        }

        if (Running(key.Group) >= most)
        {
            return "its group has all the workers that it may have";
        }

        foreach (var other in _keys.Where(other => other.IsReady && Running(other.Group) < most))
        {
            if (other.Priority > key.Priority)
            {
                return $"{other} has a higher priority";
            }

            if (other.Priority == key.Priority && Running(key.Group) >= share && Running(other.Group) < share)
            {
                return $"{other} waits, and the group has its share already";
            }

            if (other.IsOfTheRowOf(key) && other.Sequence < key.Sequence)
            {
                return $"{other} was there before";
            }
        }

        return null;
    }

    /// <summary>Hands the key out and counts it as a turn that the others of its priority had to wait for.</summary>
    /// <returns>A key whose turn is overdue; null when there is none.</returns>
    public Key? Take(Key key)
    {
        foreach (var other in _keys.Where(other => other.IsReady && other.Priority == key.Priority))
        {
            other.Passed = other.IsOfTheRowOf(key) || Running(other.Group) >= share ? 0 : other.Passed + 1;
        }

        key.IsWanted = key.IsReady = false;
        key.IsTaken = true;
        key.RunsIn = key.Group;
        Taken.Add(key);

        // A group that has just got its share is passed over with good reason.
        foreach (var other in _keys.Where(other => Running(other.Group) >= share))
        {
            other.Passed = 0;
        }

        return _keys.Find(other => other.IsReady && other.Passed > LongestWait);
    }

    /// <summary>Ends the work; follow with <see cref="Request"/> or <see cref="Settle"/>.</summary>
    public void Finish(Key key)
    {
        Taken.Remove(key);
        key.IsTaken = false;
    }

    public void Settle(Key key)
    {
        if (key.IsWanted)
        {
            key.Sequence = ++_sequence;
            key.IsReady = key.Due <= Now;
            key.Passed = 0;
        }
    }

    private int Running(int group)
    {
        var running = 0;
        foreach (var key in Taken)
        {
            running += key.RunsIn == group ? 1 : 0;
        }

        return running;
    }

    internal sealed class Key(int id)
    {
        public int Id { get; } = id;

        public int Group { get; set; } = id % Groups;

        public int Tenant { get; set; } = id / Groups % Tenants;

        /// <summary>What the lane function says; another one now and then.</summary>
        public (int Group, int Tenant) NewLane { get; set; } = (id % Groups, id / Groups % Tenants);

        public int RunsIn { get; set; }

        public bool IsWanted { get; set; }

        public bool IsReady { get; set; }

        public bool IsTaken { get; set; }

        public TimeSpan Due { get; set; }

        public int Priority { get; set; }

        public long Sequence { get; set; }

        public int Failures { get; set; }

        /// <summary>How many keys of other rows were taken since it became ready or its row was served.</summary>
        public int Passed { get; set; }

        public void MoveTo(Random random) => NewLane = (random.Next(Groups), random.Next(Tenants));

        public bool IsOfTheRowOf(Key other) => (Group, Tenant, Priority) == (other.Group, other.Tenant, other.Priority);

        public override string ToString() => $"key {Id} (group {Group}, tenant {Tenant}, priority {Priority})";
    }
}

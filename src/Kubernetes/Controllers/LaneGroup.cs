namespace Gko.Kubernetes.Controllers;

/// <summary>A group of lanes: how many workers it has, and its keys that lie ready, by priority.</summary>
internal sealed class LaneGroup<TKey>(string name)
    where TKey : notnull
{
    public string Name { get; } = name;

    public int Running { get; set; }

    public Dictionary<int, ReadyGroup<TKey>> Ready { get; } = [];
}

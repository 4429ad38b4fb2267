namespace Gko.Kubernetes.Events;

/// <summary>One event object and how often it stands for something that happened.</summary>
internal sealed class EventSeriesState(string name, string ns, DateTimeOffset first)
{
    public string Name { get; } = name;

    public string Namespace { get; } = ns;

    public DateTimeOffset First { get; } = first;

    public DateTimeOffset Last { get; set; } = first;

    public int Count { get; set; }

    public string Text { get; set; } = "";

    /// <summary>Whether the API server has the object.</summary>
    public bool IsStored { get; set; }
}

using Gko.Kubernetes.Events;
using Gko.Kubernetes.Model;

namespace Gko.Operator.Tests;

/// <summary>Keeps what would have been told to the users of objects.</summary>
internal sealed class RecordedEvents : IEventRecorder
{
    /// <summary>Such as <c>Normal UpdateStarted Update started</c>.</summary>
    public List<string> All { get; } = [];

    public IEnumerable<string> Reasons => All.Select(note => note.Split(' ')[1]);

    public void Record(IResource about, EventType type, string reason, string note) => All.Add($"{type} {reason} {note}");
}

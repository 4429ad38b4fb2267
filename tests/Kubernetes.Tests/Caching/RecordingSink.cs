using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Tests.Controllers;

namespace Gko.Kubernetes.Tests.Caching;

/// <summary>Notes what a reflector reports, one line each.</summary>
internal sealed class RecordingSink : IReflectorSink<Widget>
{
    private readonly Lock _lock = new();
    private readonly List<string> _notes = [];
    private readonly List<Exception> _errors = [];

    public IReadOnlyList<string> Notes
    {
        get
        {
            lock (_lock)
            {
                return [.. _notes];
            }
        }
    }

    public IReadOnlyList<Exception> Errors
    {
        get
        {
            lock (_lock)
            {
                return [.. _errors];
            }
        }
    }

    public bool IsHealthy { get; private set; }

    public void Replace(IReadOnlyList<Widget> items, IReadOnlyCollection<UndecodableObject> undecodable, string? resourceVersion)
    {
        var names = items.Select(item => item.Metadata.Name).Concat(undecodable.Select(item => $"!{item.Key.Name}"));
        Note($"replace {string.Join(',', names)} @{resourceVersion}");
    }

    public void Apply(in WatchEvent<Widget> change) =>
        Note($"{change.Type} {change.Object?.Metadata.Name ?? $"!{change.Undecodable?.Key.Name}"}");

    public void Progress(string resourceVersion) => Note($"progress {resourceVersion}");

    public void Healthy() => IsHealthy = true;

    public void Degraded(Exception error)
    {
        lock (_lock)
        {
            _errors.Add(error);
        }

        IsHealthy = false;
    }

    public void Requesting(ReflectorRequest request)
    {
    }

    private void Note(string note)
    {
        lock (_lock)
        {
            _notes.Add(note);
        }
    }
}

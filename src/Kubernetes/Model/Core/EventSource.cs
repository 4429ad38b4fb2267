namespace Gko.Kubernetes.Model.Core;

/// <summary>The reporter of a <see cref="CoreEvent"/> in its older form.</summary>
public sealed class EventSource
{
    public string? Component { get; set; }

    public string? Host { get; set; }
}

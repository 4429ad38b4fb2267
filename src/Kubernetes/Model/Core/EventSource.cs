namespace Gko.Kubernetes.Model.Core;

/// <summary>The reporter of a <see cref="CoreEvent"/> in its older form.</summary>
public sealed class EventSource
{
    /// <summary>The program.</summary>
    public string? Component { get; set; }

    /// <summary>The machine it runs on.</summary>
    public string? Host { get; set; }
}

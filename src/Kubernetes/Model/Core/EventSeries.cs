using System.Text.Json.Serialization;

namespace Gko.Kubernetes.Model.Core;

/// <summary>How often a <see cref="CoreEvent"/> was repeated and when last.</summary>
public sealed class EventSeries
{
    /// <summary>How often the event happened.</summary>
    public int? Count { get; set; }

    /// <summary>When it happened last.</summary>
    [JsonConverter(typeof(MicroTimeConverter))]
    public DateTimeOffset? LastObservedTime { get; set; }
}

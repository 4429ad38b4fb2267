using System.Text.Json.Serialization;

namespace Gko.Kubernetes.Model.Core;

/// <summary>How often a <see cref="CoreEvent"/> was repeated and when last.</summary>
public sealed class EventSeries
{
    public int? Count { get; set; }

    [JsonConverter(typeof(MicroTimeConverter))]
    public DateTimeOffset? LastObservedTime { get; set; }
}

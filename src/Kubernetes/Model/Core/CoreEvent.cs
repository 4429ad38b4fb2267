using System.Text.Json.Serialization;

namespace Gko.Kubernetes.Model.Core;

/// <summary>A <c>v1</c> Event: what happened to an object, for people.</summary>
public sealed class CoreEvent : IResource<CoreEvent>
{
    /// <inheritdoc/>
    public static ResourceType<CoreEvent> Type { get; } = new("", "v1", "Event", "events", true, KubeJson.Default.CoreEvent);

    /// <inheritdoc/>
    public string? ApiVersion { get; set; }

    /// <inheritdoc/>
    public string? Kind { get; set; }

    /// <inheritdoc/>
    public ObjectMeta Metadata { get; set; } = new();

    /// <summary>What the event is about.</summary>
    public ObjectReference? InvolvedObject { get; set; }

    /// <summary>A CamelCase word for programs.</summary>
    public string? Reason { get; set; }

    /// <summary>A sentence for people; the API server refuses more than 1024 bytes.</summary>
    public string? Message { get; set; }

    /// <summary><c>Normal</c> or <c>Warning</c>.</summary>
    [JsonPropertyName("type")]
    public string? EventType { get; set; }

    /// <summary>Who reported it, in the form of older clients.</summary>
    public EventSource? Source { get; set; }

    /// <summary>When it happened first, in the form of older clients.</summary>
    [JsonConverter(typeof(KubeTimeConverter))]
    public DateTimeOffset? FirstTimestamp { get; set; }

    /// <summary>When it happened last, in the form of older clients.</summary>
    [JsonConverter(typeof(KubeTimeConverter))]
    public DateTimeOffset? LastTimestamp { get; set; }

    /// <summary>How often it happened, in the form of older clients.</summary>
    public int? Count { get; set; }

    /// <summary>Set by reporters of the newer kind, which count in <see cref="Series"/> instead of <see cref="Count"/>.</summary>
    [JsonConverter(typeof(MicroTimeConverter))]
    public DateTimeOffset? EventTime { get; set; }

    /// <summary>The repetitions; null for an event that happened once.</summary>
    public EventSeries? Series { get; set; }

    /// <summary>What was done, such as <c>Reconcile</c>.</summary>
    public string? Action { get; set; }

    /// <summary>Another object that has to do with it.</summary>
    public ObjectReference? Related { get; set; }

    /// <summary>The reporting program, such as <c>example.io/operator</c>.</summary>
    public string? ReportingComponent { get; set; }

    /// <summary>The reporting process, usually the name of its pod.</summary>
    public string? ReportingInstance { get; set; }
}

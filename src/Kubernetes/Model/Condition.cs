using System.Text.Json.Serialization;

namespace Gko.Kubernetes.Model;

/// <summary>One observation about an object, in the shape of <c>metav1.Condition</c>.</summary>
public sealed record Condition
{
    /// <summary>What the condition speaks of, such as <c>Ready</c>; unique within a status.</summary>
    public string Type { get; init; } = "";

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    public string Status { get; init; } = "Unknown";

    /// <summary>A CamelCase word for programs.</summary>
    public string Reason { get; init; } = "";

    /// <summary>A sentence for people: which object, which field, what to do.</summary>
    public string Message { get; init; } = "";

    /// <summary>When <see cref="Status"/> last changed; not when the condition was last written.</summary>
    [JsonConverter(typeof(KubeTimeConverter))]
    public DateTimeOffset? LastTransitionTime { get; init; }

    /// <summary>The generation of the object that was looked at.</summary>
    public long? ObservedGeneration { get; init; }
}

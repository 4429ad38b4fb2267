using System.Text.Json;
using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Tests.Admission;

/// <summary>A Widget as stored, unknown fields included.</summary>
internal sealed class RawWidget : IResource<RawWidget>
{
    public static ResourceType<RawWidget> Type { get; } = new("demo.io", "v1", "Widget", "widgets", true, AdmissionTestJson.Default.RawWidget);

    public string? ApiVersion { get; set; }

    public string? Kind { get; set; }

    public ObjectMeta Metadata { get; set; } = new();

    public JsonElement Spec { get; set; }
}

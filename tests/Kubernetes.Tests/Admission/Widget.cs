using System.Text.Json;
using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Tests.Admission;

internal sealed class Widget : IResource<Widget>
{
    public static ResourceType<Widget> Type { get; } = new("demo.io", "v1", "Widget", "widgets", true, AdmissionTestJson.Default.Widget);

    public string? ApiVersion { get; set; }

    public string? Kind { get; set; }

    public ObjectMeta Metadata { get; set; } = new();

    public WidgetSpec? Spec { get; set; }
}

internal sealed class WidgetSpec
{
    public int? Size { get; set; }

    public string? Color { get; set; }

    public WidgetPart? Base { get; set; } = new();

    public List<WidgetPart>? Parts { get; set; }

    public Dictionary<string, string>? Tags { get; set; }

    public JsonElement? Extra { get; set; }
}

internal sealed class WidgetPart
{
    public string Name { get; set; } = "";

    public int? Weight { get; set; }
}

using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Tests.Controllers;

internal sealed class Widget : IResource<Widget>, IHasStatus<WidgetStatus>
{
    public static ResourceType<Widget> Type { get; } = new("demo.io", "v1", "Widget", "widgets", true, WidgetJson.Default.Widget);

    public string? ApiVersion { get; set; }

    public string? Kind { get; set; }

    public ObjectMeta Metadata { get; set; } = new();

    public WidgetSpec? Spec { get; set; }

    public WidgetStatus? Status { get; set; }
}

namespace Gko.Kubernetes.Tests.Controllers;

internal sealed class WidgetSpec
{
    public int? Size { get; set; }

    public string? Secret { get; set; }
}

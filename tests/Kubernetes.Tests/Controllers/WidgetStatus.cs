using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Tests.Controllers;

internal sealed class WidgetStatus : IStatus
{
    public long? ObservedGeneration { get; set; }

    public List<Condition>? Conditions { get; set; }

    public string? Phase { get; set; }
}

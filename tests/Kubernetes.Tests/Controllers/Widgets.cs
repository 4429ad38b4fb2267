using System.Globalization;
using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Tests.Controllers;

/// <summary>Builds widgets as an API server would return them.</summary>
internal static class Widgets
{
    public static readonly DateTimeOffset SomeTime = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static Widget AWidget(string name = "a", int version = 1, string ns = "default") => new()
    {
        ApiVersion = Widget.Type.ApiVersion,
        Kind = Widget.Type.Kind,
        Metadata = new ObjectMeta
        {
            Name = name,
            Namespace = ns,
            Uid = $"uid-{name}",
            ResourceVersion = version.ToString(CultureInfo.InvariantCulture),
            Generation = 1,
        },
        Spec = new WidgetSpec(),
    };

    public static Widget WithUid(this Widget widget, string uid)
    {
        widget.Metadata.Uid = uid;
        return widget;
    }

    public static Widget WithGeneration(this Widget widget, long generation)
    {
        widget.Metadata.Generation = generation;
        return widget;
    }

    public static Widget WithSecret(this Widget widget, string secret)
    {
        widget.Spec!.Secret = secret;
        return widget;
    }

    public static Widget WithFinalizers(this Widget widget, params string[] finalizers)
    {
        widget.Metadata.Finalizers = [.. finalizers];
        return widget;
    }

    public static Widget WithStatus(this Widget widget, string phase, long? observedGeneration = null)
    {
        widget.Status = new WidgetStatus { Phase = phase, ObservedGeneration = observedGeneration };
        return widget;
    }

    public static Widget BeingDeleted(this Widget widget)
    {
        widget.Metadata.DeletionTimestamp = SomeTime;
        return widget;
    }
}

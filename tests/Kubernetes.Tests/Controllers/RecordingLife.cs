using System.Collections.Concurrent;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Controllers;

namespace Gko.Kubernetes.Tests.Controllers;

/// <summary>Writes a status on each reconcile and notes what it was called for.</summary>
internal sealed class RecordingLife(StatusWriter status, Informer<Widget> informer) : IReconciler<Widget>, IFinalizer<Widget>
{
    public ConcurrentQueue<string> Calls { get; } = new();

    public string Name => "demo.io/life";

    public async ValueTask<ReconcileResult> ReconcileAsync(Widget resource, ReconcileContext context, CancellationToken ct)
    {
        Calls.Enqueue($"reconcile {resource.Metadata.Generation}");
        await status.WriteAsync(resource, new WidgetStatus { Phase = "Ready" }, WidgetJson.Default.WidgetStatus, informer, ct);
        return ReconcileResult.Done;
    }

    public ValueTask<ReconcileResult> FinalizeAsync(Widget resource, ReconcileContext context, CancellationToken ct)
    {
        Calls.Enqueue("finalize");
        return ValueTask.FromResult(ReconcileResult.Done);
    }
}

using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Events;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Operator;

/// <summary>Keeps a context as long as objects rely on it: without it they could not be removed from APIM.</summary>
internal sealed class ManagementContextFinalizer(
    UsageIndex usage, LastResort lastResort, ManagementContextStatusWriter status, IEventRecorder events) : IFinalizer<ManagementContext>
{
    /// <inheritdoc/>
    public string Name => FinalizerNames.ManagementContext;

    /// <inheritdoc/>
    public async ValueTask<ReconcileResult> FinalizeAsync(ManagementContext resource, ReconcileContext context, CancellationToken ct)
    {
        var users = usage.OfContext(ObjectKey.Of(resource));
        if (users.Count == 0)
        {
            lastResort.Forget(ObjectKey.Of(resource));
            return ReconcileResult.Done;
        }

        var message = $"{Users.Describe(users)} still rely on this context; delete them or let them use another context";
        events.Record(resource, EventType.Warning, EventReasons.DeleteFailed, message);
        await status.DeletionBlockedAsync(resource, message, ct).ConfigureAwait(false);
        return ReconcileResult.Retry(message);
    }
}

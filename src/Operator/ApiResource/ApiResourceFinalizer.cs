using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Events;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Operator;

/// <summary>Keeps a shared resource as long as APIs use it: without it they could not be synced.</summary>
internal sealed class ApiResourceFinalizer(UsageIndex usage, ApiResourceStatusWriter status, IEventRecorder events) : IFinalizer<ApiResource>
{
    /// <inheritdoc/>
    public string Name => FinalizerNames.ApiResource;

    /// <inheritdoc/>
    public async ValueTask<ReconcileResult> FinalizeAsync(ApiResource resource, ReconcileContext context, CancellationToken ct)
    {
        var users = usage.OfResource(ObjectKey.Of(resource));
        if (users.Count == 0)
        {
            return ReconcileResult.Done;
        }

        var message =
            $"{Users.Describe(users)} still use this resource; delete them, or remove the reference from their spec.resources";
        events.Record(resource, EventType.Warning, EventReasons.DeleteFailed, message);
        await status.DeletionBlockedAsync(resource, message, ct).ConfigureAwait(false);
        return ReconcileResult.Retry(message);
    }
}

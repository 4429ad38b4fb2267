using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Events;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Operator;

/// <summary>Keeps a context as long as APIs rely on it: without it they could not be removed from APIM.</summary>
internal sealed class ManagementContextFinalizer(
    IStore<ApiDefinition> apis, LastResort lastResort, ManagementContextStatusWriter status, IEventRecorder events) : IFinalizer<ManagementContext>
{
    private const int Shown = 5;

    /// <inheritdoc/>
    public string Name => FinalizerNames.ManagementContext;

    /// <inheritdoc/>
    public async ValueTask<ReconcileResult> FinalizeAsync(ManagementContext resource, ReconcileContext context, CancellationToken ct)
    {
        var users = apis.ByIndex(ApiDefinitionIndexes.ByContext, ObjectKey.Of(resource).ToString());
        if (users.Count == 0)
        {
            lastResort.Forget(ObjectKey.Of(resource));
            return ReconcileResult.Done;
        }

        var names = string.Join(", ", users.Take(Shown).Select(api => ObjectKey.Of(api).ToString()));
        var message =
            $"{users.Count} APIs still rely on this context: {names}{(users.Count > Shown ? ", …" : "")}; delete them or let them use another context";
        events.Record(resource, EventType.Warning, EventReasons.DeleteFailed, message);
        await status.DeletionBlockedAsync(resource, message, ct).ConfigureAwait(false);
        return ReconcileResult.Retry(message);
    }
}

using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Events;
using Gko.Resolution;

namespace Gko.Operator;

/// <summary>
/// Says whether a shared resource can be used. APIs read it themselves, and are looked at again when it changes; nothing of it
/// exists outside them.
/// </summary>
internal sealed class ApiResourceReconciler(ApiResourceResolver resources, ApiResourceStatusWriter status, IEventRecorder events)
    : IReconciler<ApiResource>
{
    /// <inheritdoc/>
    public async ValueTask<ReconcileResult> ReconcileAsync(ApiResource resource, ReconcileContext context, CancellationToken ct)
    {
        if (ReconcilePolicy.IsSkip(resource))
        {
            return ReconcileResult.Done;
        }

        var resolved = await resources.ResolveAsync(resource, ct).ConfigureAwait(false);
        if (resolved.TryGet(out _, out var problem))
        {
            await status.ReadyAsync(resource, ct).ConfigureAwait(false);
            return ReconcileResult.Done;
        }

        events.Record(resource, EventType.Warning, EventReasons.UpdateFailed, $"{problem.Message} ({problem.Field})");
        await status.FailedAsync(resource, problem, ct).ConfigureAwait(false);
        return problem.Kind is ProblemKind.UnresolvedReference ? ReconcileResult.Retry(problem.Message) : ReconcileResult.Done;
    }
}

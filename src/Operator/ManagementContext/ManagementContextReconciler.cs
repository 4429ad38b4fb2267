using Gko.Apim.Client;
using Gko.Apim.Connections;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Events;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Operator;

/// <summary>
/// Tells in a context's status whether its references resolve and whether APIM lets the operator in. While APIM does not, it
/// is asked again at growing intervals; the APIs that wait for it are synced as soon as it answers. While APIM does, it is asked
/// now and then, unless other calls show that it is well.
/// </summary>
internal sealed class ManagementContextReconciler(
    ContextResolver contexts,
    DependencyIndex dependencies,
    LastResort lastResort,
    IApimClient apim,
    ManagementContextStatusWriter status,
    IEventRecorder events)
    : IReconciler<ManagementContext>
{
    /// <summary>How old the last sign of life of APIM may get; the queue spreads it a little.</summary>
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public async ValueTask<ReconcileResult> ReconcileAsync(ManagementContext resource, ReconcileContext context, CancellationToken ct)
    {
        if (ReconcilePolicy.IsSkip(resource))
        {
            return ReconcileResult.Done;
        }

        var reads = dependencies.Read(ReferenceKey.Of(resource));
        var resolved = await contexts.ConnectAsync(resource, reads, ct).ConfigureAwait(false);
        dependencies.Record(ReferenceKey.Of(resource), reads.Sources);
        if (!resolved.TryGet(out var known, out var problem))
        {
            events.Record(resource, EventType.Warning, EventReasons.UpdateFailed, $"{problem.Message} ({problem.Field})");
            await status.FailedAsync(resource, problem, ct).ConfigureAwait(false);
            return problem.Kind is ProblemKind.UnresolvedReference ? ReconcileResult.Retry(problem.Message) : ReconcileResult.Done;
        }

        if (RestOfProof(resource, known.Connection) is { } rest)
        {
            lastResort.Remember(ObjectKey.Of(resource), known.Connection);
            return ReconcileResult.After(rest);
        }

        var answer = await apim.PingAsync(known.Connection, ct).ConfigureAwait(false);
        if (answer.Error is not { } error)
        {
            lastResort.Remember(ObjectKey.Of(resource), known.Connection);
            await status.ReadyAsync(resource, known.Connection, ct).ConfigureAwait(false);
            return ReconcileResult.After(ProbeInterval);
        }

        // An attempt that was held back says nothing new.
        if (!error.IsHeldBack || !ManagementContextStatusWriter.TellsOfFailure(resource))
        {
            events.Record(resource, EventType.Warning, EventReasons.UpdateFailed, error.Message);
            await status.NotReadyAsync(resource, error, ct).ConfigureAwait(false);
        }

        return ReconcileResult.Retry(error.Message, error.RetryAfter ?? TimeSpan.Zero);
    }

    // Traffic of APIs shows as well as a probe that all is well; the status must speak of the context as it is, though.
    private TimeSpan? RestOfProof(ManagementContext context, ApimConnection connection) =>
        ManagementContextStatusWriter.TellsOfSuccess(context, connection)
        && apim.SinceSuccess(connection) is { } since
        && since < ProbeInterval
            ? ProbeInterval - since
            : null;
}

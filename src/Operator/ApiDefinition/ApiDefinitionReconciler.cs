using Gko.Apim.Client;
using Gko.Apim.Connections;
using Gko.Apim.Payloads;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Events;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Operator;

/// <summary>
/// Keeps APIM in step with v2 APIs: one PUT for each change of what APIM is to hold, none when it has that already.
/// </summary>
internal sealed partial class ApiDefinitionReconciler(
    ApiDefinitionResolver resolver,
    Predecessors predecessors,
    IApimClient apim,
    ApiDefinitionStatusWriter status,
    IEventRecorder events,
    StartupSync startup,
    ILogger<ApiDefinitionReconciler> logger) : IReconciler<ApiDefinition>
{
    /// <summary>A refused definition stays refused until somebody changes something; this is how often to ask again.</summary>
    private static readonly TimeSpan RefusedRetry = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public async ValueTask<ReconcileResult> ReconcileAsync(ApiDefinition resource, ReconcileContext context, CancellationToken ct)
    {
        if (ReconcilePolicy.IsSkip(resource))
        {
            return ReconcileResult.Done;
        }

        if (ReconcilePolicy.IsTemplate(resource))
        {
            await status.TemplateAsync(resource, ct).ConfigureAwait(false);
            return ReconcileResult.Done;
        }

        var resolved = await resolver.ResolveAsync(resource, ct).ConfigureAwait(false);
        if (!resolved.TryGet(out var desired, out var problem))
        {
            return await FailAsync(resource, problem, ct).ConfigureAwait(false);
        }

        if (desired is not { Connection: { } connection, Import: { } import } || resolved.Spec.Local is true)
        {
            return await FailAsync(resource, NotServed(resource), ct).ConfigureAwait(false);
        }

        if (HoldsAlready(resource, desired))
        {
            await status.SyncedAsync(resource, resolved.Notes, ct).ConfigureAwait(false);
            return ReconcileResult.Done;
        }

        return await SyncAsync(resource, resolved, connection, import, context, ct).ConfigureAwait(false);
    }

    private static ResolutionProblem NotServed(ApiDefinition api) => new(
        ProblemKind.InvalidObject,
        $"API [{ObjectKey.Of(api)}] asks for gateways that read it from a ConfigMap, which this version of gko does not write; set spec.local to false",
        "spec.local");

    // The generation counts too: a PUT that was sent but never acknowledged in status may have changed APIM since the hash
    // was stored, so a spec that was changed back to the old one is sent again.
    private bool HoldsAlready(ApiDefinition api, DesiredApi desired) =>
        api.Status is { Id.Length: > 0, SyncHash: not null } known
        && known.SyncHash == desired.SyncHash
        && known.ObservedGeneration == api.Metadata.Generation
        && !startup.IsDue(api);

    private async Task<ReconcileResult> SyncAsync(
        ApiDefinition api, ApiResolution<ApiDefinitionSpec, ApiDefinitionStatus> resolved, ApimConnection connection, ApiImport import,
        ReconcileContext context, CancellationToken ct)
    {
        if (context.Failures == 0)
        {
            events.Record(api, EventType.Normal, EventReasons.UpdateStarted, "Update started");
        }

        var sent = resolved.Desired!;
        var answer = await apim.ImportApiAsync(connection, import.Body, dryRun: false, ct).ConfigureAwait(false);
        if (answer.Error is { Kind: ApimErrorKind.Rejected }
            && await predecessors.FindAsync(api, resolved, ct).ConfigureAwait(false) is { Import: { } heir } known)
        {
            sent = known;
            answer = await apim.ImportApiAsync(connection, heir.Body, dryRun: false, ct).ConfigureAwait(false);
        }

        if (answer.Error is { } error)
        {
            return await FailAsync(api, error, ct).ConfigureAwait(false);
        }

        startup.Done(api);
        await status.AcknowledgedAsync(api, resolved, sent, answer.Value!, ct).ConfigureAwait(false);
        events.Record(api, EventType.Normal, EventReasons.UpdateSucceeded, "Update succeeded");
        Log.Synced(logger, ObjectKey.Of(api), answer.Value!.Id ?? import.Reference, answer.Value.State);
        return ReconcileResult.Done;
    }

    private async Task<ReconcileResult> FailAsync(ApiDefinition api, ResolutionProblem problem, CancellationToken ct)
    {
        events.Record(api, EventType.Warning, EventReasons.UpdateFailed, $"{problem.Message} ({problem.Field})");
        await status.FailedAsync(api, problem, ct).ConfigureAwait(false);
        return problem.Kind is ProblemKind.UnresolvedReference ? ReconcileResult.Retry(problem.Message) : ReconcileResult.Done;
    }

    private async Task<ReconcileResult> FailAsync(ApiDefinition api, ApimError error, CancellationToken ct)
    {
        // An attempt that was held back says nothing new about the object.
        if (error.Kind is not (ApimErrorKind.CircuitOpen or ApimErrorKind.Throttled) || !ApiDefinitionStatusWriter.TellsOfFailure(api))
        {
            events.Record(api, EventType.Warning, EventReasons.UpdateFailed, error.Message);
            await status.FailedAsync(api, error, ct).ConfigureAwait(false);
        }

        return error.Kind is ApimErrorKind.Rejected
            ? ReconcileResult.After(RefusedRetry)
            : ReconcileResult.Retry(error.Message, error.RetryAfter ?? TimeSpan.Zero);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "API {Key} is synced to APIM as {Id}, {State}")]
        public static partial void Synced(ILogger logger, ObjectKey key, string id, string? state);
    }
}

using Gko.Apim.Client;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Events;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Operator;

/// <summary>
/// Keeps APIM and the gateways of this cluster in step with APIs of one generation: one PUT for each change of what APIM is to
/// hold, one write for each change of what gateways read, none when both have it already.
/// </summary>
internal sealed partial class ApiReconciler<T>(
    IApiKind<T> kind,
    ApiStatuses<T> statuses,
    GatewayConfigMaps gateways,
    IEventRecorder events,
    StartupSync startup,
    ILogger<ApiReconciler<T>> logger) : IReconciler<T>
    where T : class, IResource<T>, IApi
{
    /// <summary>A refused definition stays refused until somebody changes something; this is how often to ask again.</summary>
    private static readonly TimeSpan RefusedRetry = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public async ValueTask<ReconcileResult> ReconcileAsync(T resource, ReconcileContext context, CancellationToken ct)
    {
        if (ReconcilePolicy.IsSkip(resource))
        {
            return ReconcileResult.Done;
        }

        if (ApiTemplates.IsTemplate(resource))
        {
            await statuses.TemplateAsync(resource, ct).ConfigureAwait(false);
            return ReconcileResult.Done;
        }

        var prepared = await kind.PrepareAsync(resource, ct).ConfigureAwait(false);
        return prepared.Desired is { } desired
            ? await SyncAsync(resource, prepared, desired, ct).ConfigureAwait(false)
            : await FailAsync(resource, Unsent(resource), prepared.Problems, ct).ConfigureAwait(false);
    }

    private async Task<ReconcileResult> SyncAsync(T api, PreparedApi prepared, DesiredApi desired, CancellationToken ct)
    {
        if (HoldsAlready(api, desired))
        {
            return await HandOverAsync(api, statuses.Copy(api), prepared, desired, ct).ConfigureAwait(false);
        }

        var status = statuses.Local(api);
        if (desired.Connection is not null)
        {
            var answer = await kind.ImportAsync(api, prepared, ct).ConfigureAwait(false);
            if (answer.Error is { } error)
            {
                return await FailAsync(api, error, ct).ConfigureAwait(false);
            }

            status = statuses.Acknowledged(api, desired, answer.Value!);
            TellOfMove(api, status);
            Log.Synced(logger, ObjectKey.Of(api), status.Id, status.State);
        }

        // What is missing from here on is missing in the cluster: that must not make APIM be asked again.
        startup.Done(api);

        // Gateways are told the ids that APIM has just given.
        var result = await HandOverAsync(api, status, prepared, prepared.After(status), ct).ConfigureAwait(false);
        if (result.IsDone)
        {
            events.Record(api, EventType.Normal, EventReasons.UpdateSucceeded, "Update succeeded");
        }

        return result;
    }

    /// <summary>Brings the gateways' ConfigMap in line and, as the last step, says so in the status.</summary>
    private async Task<ReconcileResult> HandOverAsync(
        T api, ApiStatus status, PreparedApi prepared, DesiredApi desired, CancellationToken ct)
    {
        if (await gateways.ReconcileAsync(api, desired.Gateway, ct).ConfigureAwait(false) is { } obstacle)
        {
            // What APIM has taken must not be forgotten, or it would be sent again and again.
            status.SyncHash = desired.SyncHash;
            return await FailAsync(api, status, [obstacle], ct).ConfigureAwait(false);
        }

        await statuses.SyncedAsync(api, status, desired, prepared.Notes, ct).ConfigureAwait(false);
        return ReconcileResult.Done;
    }

    // Its old context may be gone, or another object's: what is there is for a person to remove.
    private void TellOfMove(T api, ApiStatus now)
    {
        if (api.CommonStatus is { Id.Length: > 0, EnvironmentId.Length: > 0 } before
            && (before.OrganizationId != now.OrganizationId || before.EnvironmentId != now.EnvironmentId))
        {
            events.Record(
                api, EventType.Warning, EventReasons.UpdateSucceeded,
                $"API {before.Id} stays in APIM ({before.OrganizationId}/{before.EnvironmentId}) as well: the context leads to {now.OrganizationId}/{now.EnvironmentId} by now");
        }
    }

    // The generation counts too: a PUT that was sent but never acknowledged in status may have changed APIM since the hash
    // was stored, so a spec that was changed back to the old one is sent again.
    private bool HoldsAlready(T api, DesiredApi desired) =>
        api.CommonStatus is { SyncHash: not null } known
        && (known.Id is { Length: > 0 } || desired.Connection is null)
        && known.SyncHash == desired.SyncHash
        && known.ObservedGeneration == api.Metadata.Generation
        && !startup.IsDue(api);

    // What APIM holds is as it was, so it need not be sent again when what is missing comes back; unless the object changed
    // since, for a PUT may have been sent before this.
    private ApiStatus Unsent(T api)
    {
        var status = statuses.Copy(api);
        status.SyncHash = status.ObservedGeneration == api.Metadata.Generation ? status.SyncHash : null;
        return status;
    }

    private async Task<ReconcileResult> FailAsync(
        T api, ApiStatus status, IReadOnlyList<ResolutionProblem> problems, CancellationToken ct)
    {
        events.Record(api, EventType.Warning, EventReasons.UpdateFailed, ProblemConditions.Describe(problems));
        await statuses.FailedAsync(api, status, problems, ct).ConfigureAwait(false);
        return problems.All(problem => problem.Kind is ProblemKind.UnresolvedReference or ProblemKind.Conflict)
            ? ReconcileResult.Retry(problems[0].Message)
            : ReconcileResult.Done;
    }

    private async Task<ReconcileResult> FailAsync(T api, ApimError error, CancellationToken ct)
    {
        // An attempt that was held back says nothing new about the object.
        if (!error.IsHeldBack || !ApiStatuses<T>.TellsOfFailure(api))
        {
            events.Record(api, EventType.Warning, EventReasons.UpdateFailed, error.Message);
            await statuses.FailedAsync(api, error, ct).ConfigureAwait(false);
        }

        return error.Kind is ApimErrorKind.Rejected
            ? ReconcileResult.After(RefusedRetry)
            : ReconcileResult.Retry(error.Message, error.RetryAfter ?? TimeSpan.Zero);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "API {Key} is synced to APIM as {Id}, {State}")]
        public static partial void Synced(ILogger logger, ObjectKey key, string? id, string? state);
    }
}

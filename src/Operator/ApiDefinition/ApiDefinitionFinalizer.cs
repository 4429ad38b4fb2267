using Gko.Apim.Client;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Events;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Operator;

/// <summary>
/// Removes a v2 API from APIM before the object goes. The id comes from status, so nothing but the context is needed; an API
/// that APIM never acknowledged is let go when its context is gone too.
/// </summary>
internal sealed partial class ApiDefinitionFinalizer(
    ContextResolver contexts,
    LastResort lastResort,
    IApimClient apim,
    ApiDefinitionStatusWriter status,
    IEventRecorder events,
    ILogger<ApiDefinitionFinalizer> logger) : IFinalizer<ApiDefinition>
{
    private const string Remedy =
        "; restore what is missing, or annotate the object with " + AnnotationNames.ReconcilePolicy + "=" + ReconcilePolicies.DetachOnDelete
        + " to delete it and leave the API in APIM";

    /// <inheritdoc/>
    public string Name => FinalizerNames.Api;

    /// <inheritdoc/>
    public async ValueTask<ReconcileResult> FinalizeAsync(ApiDefinition resource, ReconcileContext context, CancellationToken ct)
    {
        if (ReconcilePolicy.DetachesOnDelete(resource) || RemoteId(resource) is not { } id)
        {
            return ReconcileResult.Done;
        }

        if (resource.Spec?.ContextRef is not { Name.Length: > 0 } reference)
        {
            LetGo(resource, "the object no longer names a context to delete it through");
            return ReconcileResult.Done;
        }

        if (context.Failures == 0)
        {
            events.Record(resource, EventType.Normal, EventReasons.DeleteStarted, "Delete started");
        }

        var target = References.Target(reference, resource.Metadata.Namespace);
        var resolved = await contexts.ResolveAsync(reference, resource.Metadata.Namespace, ct).ConfigureAwait(false);
        var connection = resolved.TryGet(out var known, out var problem) ? known.Connection : lastResort.ConnectionOf(target);
        if (connection is null)
        {
            return await UnreachableAsync(resource, target, $"it references {problem!.Message}", ct).ConfigureAwait(false);
        }

        var answer = await apim.DeleteApiAsync(connection, id, ct).ConfigureAwait(false);
        if (answer.Error is { } error)
        {
            return problem is not null && error.Kind is (ApimErrorKind.BadCredentials or ApimErrorKind.Forbidden)
                ? await UnreachableAsync(resource, target, $"it references {problem.Message}", ct).ConfigureAwait(false)
                : await RefusedAsync(resource, error, ct).ConfigureAwait(false);
        }

        events.Record(resource, EventType.Normal, EventReasons.DeleteSucceeded, "Delete succeeded");
        return ReconcileResult.Done;
    }

    // Nobody is left to be asked: the object waits for what is missing, unless that can never come.
    private async Task<ReconcileResult> UnreachableAsync(ApiDefinition api, ObjectKey context, string why, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(api.Status?.Id))
        {
            return ReconcileResult.Done;
        }

        if (context.Namespace == api.Metadata.Namespace && await lastResort.IsBeyondRepairAsync(context.Namespace, ct).ConfigureAwait(false))
        {
            LetGo(api, $"{why}; its namespace is being deleted, so that nothing in it can be restored");
            return ReconcileResult.Done;
        }

        return await BlockedAsync(api, why, TimeSpan.Zero, ct).ConfigureAwait(false);
    }

    private void LetGo(ApiDefinition api, string why)
    {
        if (api.Status is { Id.Length: > 0 } known)
        {
            var place = $"{known.OrganizationId}/{known.EnvironmentId}";
            events.Record(api, EventType.Warning, EventReasons.DeleteFailed, $"API {known.Id} stays in APIM ({place}): {why}");

            // A namespace that is being deleted takes no events.
            Log.Orphaned(logger, known.Id, place, ObjectKey.Of(api), why);
        }
    }

    // An attempt that was held back says nothing new about the object.
    private async Task<ReconcileResult> RefusedAsync(ApiDefinition api, ApimError error, CancellationToken ct)
    {
        var wait = error.RetryAfter ?? TimeSpan.Zero;
        return error.Kind is ApimErrorKind.CircuitOpen or ApimErrorKind.Throttled && ApiDefinitionStatusWriter.TellsOfBlockedDeletion(api)
            ? ReconcileResult.Retry(error.Message, wait)
            : await BlockedAsync(api, error.Message, wait, ct).ConfigureAwait(false);
    }

    // An import may have reached APIM without its answer reaching us. The object's own uid is then safe to delete by; an id
    // that the author wrote into the spec is not, because it may belong to an API that was there before. Templates are not sent.
    private static string? RemoteId(ApiDefinition api) =>
        api.Status?.Id is { Length: > 0 } known ? known
        : string.IsNullOrEmpty(api.Spec?.Id) && !ReconcilePolicy.IsTemplate(api) ? api.Metadata.Uid
        : null;

    private async Task<ReconcileResult> BlockedAsync(ApiDefinition api, string why, TimeSpan wait, CancellationToken ct)
    {
        var message = $"cannot delete API [{ObjectKey.Of(api)}] from APIM: {why}{Remedy}";
        events.Record(api, EventType.Warning, EventReasons.DeleteFailed, message);
        await status.DeletionBlockedAsync(api, message, ct).ConfigureAwait(false);
        return ReconcileResult.Retry(message, wait);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "API {Id} stays in APIM ({Place}) although {Key} is deleted: {Reason}")]
        public static partial void Orphaned(ILogger logger, string id, string place, ObjectKey key, string reason);
    }
}

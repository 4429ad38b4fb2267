using Gko.Apim.Client;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Events;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Operator;

/// <summary>
/// Removes an API from APIM and from gateways before the object goes. The id comes from status, so nothing but the context is
/// needed; an API that APIM never acknowledged is let go when its context is gone too.
/// </summary>
internal sealed partial class ApiFinalizer<T>(
    IApiKind<T> kind,
    ApiStatuses<T> statuses,
    ApiUsers users,
    ContextResolver contexts,
    DependencyIndex dependencies,
    LastResort lastResort,
    GatewayConfigMaps gateways,
    IEventRecorder events,
    ILogger<ApiFinalizer<T>> logger) : IFinalizer<T>
    where T : class, IResource<T>, IApi
{
    private const string Remedy =
        "; restore what is missing, or annotate the object with " + AnnotationNames.ReconcilePolicy + "=" + ReconcilePolicies.DetachOnDelete
        + " to delete it and leave the API in APIM";

    /// <inheritdoc/>
    public string Name => FinalizerNames.Api;

    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; } = [FinalizerNames.Api, FinalizerNames.ApiTemplate];

    /// <inheritdoc/>
    public string NameFor(T resource) => ApiTemplates.IsTemplate(resource) ? FinalizerNames.ApiTemplate : Name;

    /// <inheritdoc/>
    public async ValueTask<ReconcileResult> FinalizeAsync(T resource, ReconcileContext context, CancellationToken ct)
    {
        if (ReconcilePolicy.DetachesOnDelete(resource))
        {
            return ReconcileResult.Done;
        }

        if (await users.FindAsync(resource, ct).ConfigureAwait(false) is { } use)
        {
            return await BlockedAsync(resource, $"cannot delete API [{ObjectKey.Of(resource)}]: {use}", TimeSpan.Zero, ct).ConfigureAwait(false);
        }

        if (await gateways.ReconcileAsync(resource, wanted: null, ct).ConfigureAwait(false) is { } obstacle)
        {
            return await BlockedAsync(resource, $"cannot delete API [{ObjectKey.Of(resource)}]: {obstacle.Message}", TimeSpan.Zero, ct).ConfigureAwait(false);
        }

        return kind.Find(resource) is { } remote
            ? await RemoveAsync(resource, remote, context, ct).ConfigureAwait(false)
            : ReconcileResult.Done;
    }

    private async Task<ReconcileResult> RemoveAsync(T api, RemoteApi remote, ReconcileContext context, CancellationToken ct)
    {
        if (api.CommonSpec?.ContextRef is not { Name.Length: > 0 } reference)
        {
            LetGo(api, "the object no longer names a context to delete it through");
            return ReconcileResult.Done;
        }

        if (context.Failures == 0)
        {
            events.Record(api, EventType.Normal, EventReasons.DeleteStarted, "Delete started");
        }

        var target = References.Target(reference, api.Metadata.Namespace);
        var reads = dependencies.Read(ReferenceKey.Of(api));
        var resolved = await contexts.ResolveAsync(reference, api.Metadata.Namespace, reads, ct).ConfigureAwait(false);
        dependencies.Record(ReferenceKey.Of(api), reads.Sources);
        var connection = resolved.TryGet(out var known, out var problem) ? known.Connection : lastResort.ConnectionOf(target);
        if (connection is null)
        {
            return await UnreachableAsync(api, target, $"it references {problem!.Message}", ct).ConfigureAwait(false);
        }

        if (await kind.IsElsewhereAsync(api, connection, ct).ConfigureAwait(false))
        {
            LetGo(api, "its context leads to another environment by now");
            return ReconcileResult.Done;
        }

        var answer = await kind.DeleteAsync(connection, remote, ct).ConfigureAwait(false);
        if (answer.Error is { } error)
        {
            return problem is not null && error.Kind is ApimErrorKind.BadCredentials or ApimErrorKind.Forbidden
                ? await UnreachableAsync(api, target, $"it references {problem!.Message}", ct).ConfigureAwait(false)
                : await FailAsync(api, error, ct).ConfigureAwait(false);
        }

        events.Record(api, EventType.Normal, EventReasons.DeleteSucceeded, "Delete succeeded");
        return ReconcileResult.Done;
    }

    private async Task<ReconcileResult> FailAsync(T api, ApimError error, CancellationToken ct)
    {
        var wait = error.RetryAfter ?? TimeSpan.Zero;
        return error.IsHeldBack && ApiStatuses<T>.TellsOfBlockedDeletion(api)
            ? ReconcileResult.Retry(error.Message, wait)
            : await StuckAsync(api, error.Message, wait, ct).ConfigureAwait(false);
    }

    // Nobody is left to be asked: the object waits for what is missing, unless that can never come.
    private async Task<ReconcileResult> UnreachableAsync(T api, ObjectKey context, string why, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(api.CommonStatus?.Id))
        {
            return ReconcileResult.Done;
        }

        if (context.Namespace == api.Metadata.Namespace && await lastResort.IsBeyondRepairAsync(context.Namespace, ct).ConfigureAwait(false))
        {
            LetGo(api, $"{why}; its namespace is being deleted, so that nothing in it can be restored");
            return ReconcileResult.Done;
        }

        return await StuckAsync(api, why, TimeSpan.Zero, ct).ConfigureAwait(false);
    }

    // An API that was only ever for gateways of this cluster has no organization: nothing of it is in APIM.
    private void LetGo(T api, string why)
    {
        if (api.CommonStatus is { Id.Length: > 0, OrganizationId.Length: > 0 } known)
        {
            var place = $"{known.OrganizationId}/{known.EnvironmentId}";
            events.Record(api, EventType.Warning, EventReasons.DeleteFailed, $"API {known.Id} stays in APIM ({place}): {why}");

            // A namespace that is being deleted takes no events.
            Log.Orphaned(logger, known.Id, place, ObjectKey.Of(api), why);
        }
    }

    private Task<ReconcileResult> StuckAsync(T api, string why, TimeSpan wait, CancellationToken ct) =>
        BlockedAsync(api, $"cannot delete API [{ObjectKey.Of(api)}] from APIM: {why}{Remedy}", wait, ct);

    private async Task<ReconcileResult> BlockedAsync(T api, string message, TimeSpan wait, CancellationToken ct)
    {
        events.Record(api, EventType.Warning, EventReasons.DeleteFailed, message);
        await statuses.DeletionBlockedAsync(api, message, ct).ConfigureAwait(false);
        return ReconcileResult.Retry(message, wait);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "API {Id} stays in APIM ({Place}) although {Key} is deleted: {Reason}")]
        public static partial void Orphaned(ILogger logger, string id, string place, ObjectKey key, string reason);
    }
}

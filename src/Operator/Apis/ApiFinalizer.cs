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
internal sealed class ApiFinalizer<T>(
    IApiKind<T> kind, ApiStatuses<T> statuses, ApiUsers users, ContextResolver contexts, GatewayConfigMaps gateways, IEventRecorder events)
    : IFinalizer<T>
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
    public string NameFor(T resource) => ReconcilePolicy.IsTemplate(resource) ? FinalizerNames.ApiTemplate : Name;

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
            TellOfOrphan(api);
            return ReconcileResult.Done;
        }

        if (context.Failures == 0)
        {
            events.Record(api, EventType.Normal, EventReasons.DeleteStarted, "Delete started");
        }

        var resolved = await contexts.ResolveAsync(reference, api.Metadata.Namespace, ct).ConfigureAwait(false);
        if (!resolved.TryGet(out var known, out var problem))
        {
            return string.IsNullOrEmpty(api.CommonStatus?.Id)
                ? ReconcileResult.Done
                : await StuckAsync(api, $"it references {problem.Message}", TimeSpan.Zero, ct).ConfigureAwait(false);
        }

        var answer = await kind.DeleteAsync(known.Connection, remote, ct).ConfigureAwait(false);
        if (answer.Error is { } error)
        {
            var wait = error.RetryAfter ?? TimeSpan.Zero;
            return error.IsHeldBack && ApiStatuses<T>.TellsOfBlockedDeletion(api)
                ? ReconcileResult.Retry(error.Message, wait)
                : await StuckAsync(api, error.Message, wait, ct).ConfigureAwait(false);
        }

        events.Record(api, EventType.Normal, EventReasons.DeleteSucceeded, "Delete succeeded");
        return ReconcileResult.Done;
    }

    // An API that was only ever for gateways of this cluster has no organization: nothing of it is in APIM.
    private void TellOfOrphan(T api)
    {
        if (api.CommonStatus is { Id.Length: > 0, OrganizationId.Length: > 0 } known)
        {
            events.Record(
                api, EventType.Warning, EventReasons.DeleteFailed,
                $"API {known.Id} stays in APIM ({known.OrganizationId}/{known.EnvironmentId}): the object no longer names a context to delete it through");
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
}

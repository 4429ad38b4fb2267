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
internal sealed class ApiDefinitionFinalizer(
    ContextResolver contexts, DependencyIndex dependencies, IApimClient apim, ApiDefinitionStatusWriter status, IEventRecorder events)
    : IFinalizer<ApiDefinition>
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
            TellOfOrphan(resource);
            return ReconcileResult.Done;
        }

        if (context.Failures == 0)
        {
            events.Record(resource, EventType.Normal, EventReasons.DeleteStarted, "Delete started");
        }

        var reads = new ReadLog();
        var resolved = await contexts.ResolveAsync(reference, resource.Metadata.Namespace, reads, ct).ConfigureAwait(false);
        dependencies.Record(ReferenceKey.Of(resource), reads.Sources);
        if (!resolved.TryGet(out var known, out var problem))
        {
            return string.IsNullOrEmpty(resource.Status?.Id)
                ? ReconcileResult.Done
                : await BlockedAsync(resource, $"it references {problem.Message}", TimeSpan.Zero, ct).ConfigureAwait(false);
        }

        var answer = await apim.DeleteApiAsync(known.Connection, id, ct).ConfigureAwait(false);
        if (answer.Error is { } error)
        {
            var wait = error.RetryAfter ?? TimeSpan.Zero;
            return error.Kind is ApimErrorKind.CircuitOpen or ApimErrorKind.Throttled && ApiDefinitionStatusWriter.TellsOfBlockedDeletion(resource)
                ? ReconcileResult.Retry(error.Message, wait)
                : await BlockedAsync(resource, error.Message, wait, ct).ConfigureAwait(false);
        }

        events.Record(resource, EventType.Normal, EventReasons.DeleteSucceeded, "Delete succeeded");
        return ReconcileResult.Done;
    }

    private void TellOfOrphan(ApiDefinition api)
    {
        if (api.Status is { Id.Length: > 0 } known)
        {
            events.Record(
                api, EventType.Warning, EventReasons.DeleteFailed,
                $"API {known.Id} stays in APIM ({known.OrganizationId}/{known.EnvironmentId}): the object no longer names a context to delete it through");
        }
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
}

using Gko.Apim.Client;
using Gko.Apim.Connections;
using Gko.Apim.Payloads;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Operator;

/// <summary>
/// v4 APIs: sent to the Automation API, which knows them by a human-readable id made of namespace and name, or by UUID if they
/// come from a time before those ids. The condition <c>AutomationAPIManaged</c> tells which, and must never get lost.
/// </summary>
internal sealed class ApiV4DefinitionKind(
    ApiV4DefinitionResolver resolver, IApimClient apim, StatusWriter writer, Informer<ApiV4Definition> informer)
    : IApiKind<ApiV4Definition>
{
    /// <inheritdoc/>
    public async ValueTask<PreparedApi> PrepareAsync(ApiV4Definition api, CancellationToken ct) =>
        PreparedApi.Of(await resolver.ResolveAsync(api, ct).ConfigureAwait(false));

    /// <inheritdoc/>
    public Task<ApimResult<ImportStatus>> ImportAsync(ApiV4Definition api, PreparedApi prepared, CancellationToken ct)
    {
        var (connection, import) = (prepared.Desired!.Connection!, prepared.Desired.Import!);
        return apim.ImportApiV4Async(connection, import.Body, import.IsUuid, dryRun: false, ct);
    }

    /// <inheritdoc/>
    // As for v2, an API that was never acknowledged may be there all the same. Its human-readable id says whose it is, unless
    // another object of this cluster yields the same one; a UUID that the author wrote into the spec does not.
    public RemoteApi? Find(ApiV4Definition api)
    {
        var address = ApiV4Address.ForDeletion(api.Spec, api.Metadata, api.Status);
        var acknowledged = api.Status is { Id.Length: > 0, OrganizationId.Length: > 0 };
        var isOurs = acknowledged
            ? address.IsUuid || !IsHeldByAnother(api, address.Reference)
            : !(address.IsUuid || ApiTemplates.IsTemplate(api) || IsShared(api, address.Reference));
        return isOurs ? new(address.Reference, address.IsUuid) : null;
    }

    /// <inheritdoc/>
    public Task<bool> IsElsewhereAsync(ApiV4Definition api, ApimConnection connection, CancellationToken ct) =>
        Environments.DifferAsync(api.Status, connection, apim, ct);

    /// <inheritdoc/>
    public Task<ApimResult<DeleteOutcome>> DeleteAsync(ApimConnection connection, RemoteApi remote, CancellationToken ct) =>
        apim.DeleteApiV4Async(connection, remote.Reference, remote.IsUuid, ct);

    /// <inheritdoc/>
    public Condition? MarkOf(DesiredApi desired) => desired.Import is { IsUuid: false }
        ? Conditions.True(ConditionTypes.AutomationApiManaged, ConditionReasons.AutomationApiManaged, "")
        : null;

    /// <inheritdoc/>
    public ApiStatus NewStatus() => new ApiV4DefinitionStatus();

    /// <inheritdoc/>
    // An id in the status would make the API known by UUID, should it ever get a context.
    public string? LocalIdOf(ApiV4Definition api) => null;

    /// <inheritdoc/>
    public Task WriteAsync(ApiV4Definition api, ApiStatus status, CancellationToken ct) =>
        writer.WriteAsync(api, (ApiV4DefinitionStatus)status, ContractsJson.Relaxed.ApiV4DefinitionStatus, informer, ct);

    // Two names may make one human-readable id: upstream lets both sync, and the one that stays still needs the API.
    private bool IsHeldByAnother(ApiV4Definition api, string hrid) =>
        informer.ByIndex(ApiV4DefinitionIndexes.ByHrid, hrid).Any(other =>
            other.Metadata.Uid != api.Metadata.Uid
            && other.Metadata.DeletionTimestamp is null
            && other.Status?.Id == api.Status!.Id
            && other.Status?.OrganizationId == api.Status.OrganizationId
            && other.Status?.EnvironmentId == api.Status.EnvironmentId);

    private bool IsShared(ApiV4Definition api, string hrid) =>
        informer.ByIndex(ApiV4DefinitionIndexes.ByHrid, hrid).Any(other => other.Metadata.Uid != api.Metadata.Uid);
}

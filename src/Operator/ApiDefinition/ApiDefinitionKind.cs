using Gko.Apim.Client;
using Gko.Apim.Connections;
using Gko.Contracts;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Operator;

/// <summary>v2 APIs: imported through the Management API, known there by UUID.</summary>
internal sealed class ApiDefinitionKind(
    ApiDefinitionResolver resolver, IApimClient apim, StatusWriter writer, Informer<ApiDefinition> informer) : IApiKind<ApiDefinition>
{
    /// <inheritdoc/>
    public async ValueTask<PreparedApi> PrepareAsync(ApiDefinition api, CancellationToken ct) =>
        PreparedApi.Of(await resolver.ResolveAsync(api, ct).ConfigureAwait(false));

    /// <inheritdoc/>
    public async Task<ApimResult<ImportStatus>> ImportAsync(ApiDefinition api, PreparedApi prepared, CancellationToken ct)
    {
        var desired = prepared.Desired!;
        var answer = await SendAsync(desired, ct).ConfigureAwait(false);
        return answer.Error is { Kind: ApimErrorKind.Rejected }
            && await Predecessors.FindAsync(api, desired, prepared.After, apim, ct).ConfigureAwait(false) is { } heir
            ? await SendAsync(heir, ct).ConfigureAwait(false)
            : answer;
    }

    /// <inheritdoc/>
    // An import may have reached APIM without its answer reaching us. The object's own uid is then safe to delete by; an id
    // that the author wrote into the spec is not, because it may belong to an API that was there before; nor is that id when an
    // API that only gateways knew shows it in its status. Templates are not sent.
    public RemoteApi? Find(ApiDefinition api) =>
        api.Status is { Id: { Length: > 0 } known, OrganizationId.Length: > 0 } ? new(known, IsUuid: true)
        : string.IsNullOrEmpty(api.Spec?.Id) && !ApiTemplates.IsTemplate(api) ? new(api.Metadata.Uid!, IsUuid: true)
        : null;

    /// <inheritdoc/>
    public Task<bool> IsElsewhereAsync(ApiDefinition api, ApimConnection connection, CancellationToken ct) =>
        Environments.DifferAsync(api.Status, connection, apim, ct);

    /// <inheritdoc/>
    public Task<ApimResult<DeleteOutcome>> DeleteAsync(ApimConnection connection, RemoteApi remote, CancellationToken ct) =>
        apim.DeleteApiAsync(connection, remote.Reference, ct);

    /// <inheritdoc/>
    public Condition? MarkOf(DesiredApi desired) => null;

    /// <inheritdoc/>
    public ApiStatus NewStatus() => new ApiDefinitionStatus();

    /// <inheritdoc/>
    public string? LocalIdOf(ApiDefinition api) =>
        api.Status?.Id is { Length: > 0 } known ? known : api.Spec?.Id is { Length: > 0 } given ? given : api.Metadata.Uid;

    /// <inheritdoc/>
    public Task WriteAsync(ApiDefinition api, ApiStatus status, CancellationToken ct) =>
        writer.WriteAsync(api, (ApiDefinitionStatus)status, ContractsJson.Relaxed.ApiDefinitionStatus, informer, ct);

    private Task<ApimResult<ImportStatus>> SendAsync(DesiredApi desired, CancellationToken ct) =>
        apim.ImportApiAsync(desired.Connection!, desired.Import!.Body, dryRun: false, ct);
}

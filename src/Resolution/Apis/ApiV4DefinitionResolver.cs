using Gko.Apim.Connections;
using Gko.Apim.Payloads;
using Gko.Contracts;
using Gko.Contracts.V4;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;

namespace Gko.Resolution;

/// <summary>
/// Turns a v4 API into what APIM and gateways are to hold. Webhooks send it as a dry run, reconcilers for real: both see the same.
/// </summary>
public sealed class ApiV4DefinitionResolver
{
    private readonly ContextResolver _contexts;
    private readonly SpecTemplates _templates;
    private readonly ApiReferences _references;
    private readonly HridOwners<ApiV4Definition> _owners;
    private readonly DependencyIndex _dependencies;

    internal ApiV4DefinitionResolver(
        ContextResolver contexts, SpecTemplates templates, ApiReferences references, HridOwners<ApiV4Definition> owners, DependencyIndex dependencies) =>
        (_contexts, _templates, _references, _owners, _dependencies) = (contexts, templates, references, owners, dependencies);

    /// <summary>Resolves everything that a stored API refers to, and remembers what that was in the <see cref="DependencyIndex"/>.</summary>
    public async ValueTask<ApiResolution<ApiV4DefinitionSpec, ApiV4DefinitionStatus>> ResolveAsync(ApiV4Definition api, CancellationToken ct)
    {
        var resolution = await ReadAsync(api, _dependencies.Read(ReferenceKey.Of(api)), isPreview: false, ct).ConfigureAwait(false);
        _dependencies.Record(ReferenceKey.Of(api), resolution.Sources);
        return resolution;
    }

    /// <summary>
    /// What <see cref="ResolveAsync"/> would give if the API was stored like this, but for the groups that are told of events:
    /// APIM refuses those that it does not have yet, and they may come in the same apply. Remembers nothing.
    /// </summary>
    public ValueTask<ApiResolution<ApiV4DefinitionSpec, ApiV4DefinitionStatus>> PreviewAsync(ApiV4Definition api, CancellationToken ct) =>
        ReadAsync(api, new ReadLog(), isPreview: true, ct);

    private async ValueTask<ApiResolution<ApiV4DefinitionSpec, ApiV4DefinitionStatus>> ReadAsync(
        ApiV4Definition api, ReadLog reads, bool isPreview, CancellationToken ct)
    {
        var findings = new Findings(reads);
        var ns = api.Metadata.Namespace;
        var stored = api.Spec ?? new ApiV4DefinitionSpec();
        var spec = await _templates.CompileAsync(
            stored, ContractsJson.Relaxed.ApiV4DefinitionSpec, ObjectKey.Of(api), findings, ct).ConfigureAwait(false);
        if (spec is null)
        {
            return new(stored, findings);
        }

        var final = ApiSpecs.Writable(spec, ContractsJson.Relaxed.ApiV4DefinitionSpec);
        await _references.Resources.ReplaceAsync(final, ns, findings, ct).ConfigureAwait(false);
        await _references.PolicyGroups.FillAsync(final, ns, findings, ct).ConfigureAwait(false);
        await _references.Groups.AppendAsync(final, ns, findings, ct).ConfigureAwait(false);
        var (connection, notification) = await ConnectAsync(api, final, findings, ct).ConfigureAwait(false);
        await CheckIdAsync(api, final, findings, ct).ConfigureAwait(false);
        return new(spec, findings, api.Status, status => Desire(final, api.Metadata, status, connection, isPreview ? null : notification));
    }

    // Without a context nobody reports events, and Notifications are not looked at.
    private async ValueTask<(ApimConnection?, ConsoleNotification?)> ConnectAsync(
        ApiV4Definition api, ApiV4DefinitionSpec spec, Findings findings, CancellationToken ct)
    {
        if (spec.ContextRef is { } reference)
        {
            var connection = await ApiContexts.ConnectAsync(_contexts, api, reference, findings, ct).ConfigureAwait(false);
            var report = await _references.Notifications.FindAsync(
                spec.NotificationsRefs, api.Metadata.Namespace, findings, ct).ConfigureAwait(false);
            return (connection, report is null ? null : new() { Events = [.. report.Events], Groups = [.. report.Groups] });
        }

        if (!IsLocal(spec))
        {
            findings.Fail(new(
                ProblemKind.InvalidObject,
                $"API [{ObjectKey.Of(api)}] has no context and is not read by gateways from this cluster, so nobody would get it; name a ManagementContext in spec.contextRef, or set spec.definitionContext.syncFrom to KUBERNETES",
                "spec.contextRef")
            {
                IsAdmissible = true,
            });
        }

        return (null, null);
    }

    private async ValueTask CheckIdAsync(ApiV4Definition api, ApiV4DefinitionSpec spec, Findings findings, CancellationToken ct)
    {
        var meant = new ApiV4Definition { Metadata = api.Metadata, Spec = spec, Status = api.Status };
        if (await _owners.FindOwnerAsync(meant, findings.Reads, ct).ConfigureAwait(false) is { } conflict)
        {
            findings.Fail(conflict.ToProblem(ReferenceKey.Of(api)));
        }
    }

    private static DesiredApi Desire(
        ApiV4DefinitionSpec spec, ObjectMeta metadata, ApiV4DefinitionStatus? status, ApimConnection? connection, ConsoleNotification? notification)
    {
        var import = connection is null ? null : ApiV4Payload.Create(spec, metadata, status, notification);
        var gateway = IsLocal(spec) && spec.State != ApiStates.Stopped ? GatewayDefinition.OfV4(spec, metadata, status) : null;
        return new()
        {
            Connection = connection,
            Import = import,
            Gateway = gateway,
            SyncHash = DesiredApi.Hash(connection?.Automation() ?? "", import, gateway),
        };
    }

    private static bool IsLocal(ApiV4DefinitionSpec spec) =>
        string.Equals(spec.DefinitionContext?.SyncFrom, DefinitionSources.Kubernetes, StringComparison.OrdinalIgnoreCase);
}

using Gko.Apim.Connections;
using Gko.Apim.Payloads;
using Gko.Contracts;
using Gko.Contracts.V2;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;

namespace Gko.Resolution;

/// <summary>
/// Turns a v2 API into what APIM and gateways are to hold. Webhooks send it as a dry run, reconcilers for real: both see the same.
/// </summary>
public sealed class ApiDefinitionResolver
{
    private readonly ContextResolver _contexts;
    private readonly SpecTemplates _templates;
    private readonly ApiReferences _references;
    private readonly DependencyIndex _dependencies;

    internal ApiDefinitionResolver(
        ContextResolver contexts, SpecTemplates templates, ApiReferences references, DependencyIndex dependencies) =>
        (_contexts, _templates, _references, _dependencies) = (contexts, templates, references, dependencies);

    /// <summary>Resolves everything that a stored API refers to, and remembers what that was in the <see cref="DependencyIndex"/>.</summary>
    public async ValueTask<ApiResolution<ApiDefinitionSpec, ApiDefinitionStatus>> ResolveAsync(ApiDefinition api, CancellationToken ct)
    {
        var resolution = await ReadAsync(api, _dependencies.Read(ReferenceKey.Of(api)), isPreview: false, ct).ConfigureAwait(false);
        _dependencies.Record(ReferenceKey.Of(api), resolution.Sources);
        return resolution;
    }

    /// <summary>
    /// What <see cref="ResolveAsync"/> would give if the API was stored like this, but for the groups that are told of events:
    /// APIM refuses those that it does not have yet, and they may come in the same apply. Remembers nothing.
    /// </summary>
    public ValueTask<ApiResolution<ApiDefinitionSpec, ApiDefinitionStatus>> PreviewAsync(ApiDefinition api, CancellationToken ct) =>
        ReadAsync(api, new ReadLog(), isPreview: true, ct);

    private async ValueTask<ApiResolution<ApiDefinitionSpec, ApiDefinitionStatus>> ReadAsync(
        ApiDefinition api, ReadLog reads, bool isPreview, CancellationToken ct)
    {
        var findings = new Findings(reads);
        var ns = api.Metadata.Namespace;
        var stored = api.Spec ?? new ApiDefinitionSpec();
        var spec = await _templates.CompileAsync(
            stored, ContractsJson.Relaxed.ApiDefinitionSpec, ObjectKey.Of(api), findings, ct).ConfigureAwait(false);
        if (spec is null)
        {
            return new(stored, findings);
        }

        var final = ApiSpecs.Writable(spec, ContractsJson.Relaxed.ApiDefinitionSpec);
        await _references.Resources.ReplaceAsync(final, ns, findings, ct).ConfigureAwait(false);
        await _references.Groups.AppendAsync(final, ns, findings, ct).ConfigureAwait(false);
        var report = await _references.Notifications.FindAsync(final.NotificationsRefs, ns, findings, ct).ConfigureAwait(false);
        var connection = await ConnectAsync(api, final, findings, ct).ConfigureAwait(false);
        var notification = isPreview ? null : Notification(report);
        return new(spec, findings, api.Status, status => Desire(final, api.Metadata, status, connection, notification));
    }

    private async ValueTask<ApimConnection?> ConnectAsync(ApiDefinition api, ApiDefinitionSpec spec, Findings findings, CancellationToken ct)
    {
        if (spec.ContextRef is { } reference)
        {
            return await ApiContexts.ConnectAsync(_contexts, api, reference, findings, ct).ConfigureAwait(false);
        }

        if (spec.Local is not true)
        {
            findings.Fail(new(
                ProblemKind.InvalidObject,
                $"API [{ObjectKey.Of(api)}] is not local and has no context; name a ManagementContext in spec.contextRef",
                "spec.contextRef")
            {
                IsAdmissible = true,
            });
        }

        return null;
    }

    private static DesiredApi Desire(
        ApiDefinitionSpec spec, ObjectMeta metadata, ApiDefinitionStatus? status, ApimConnection? connection, ConsoleNotification? notification)
    {
        var import = connection is null ? null : ApiDefinitionPayload.Create(spec, metadata, status, notification);
        var gateway = spec.Local is true && spec.State != ApiStates.Stopped ? GatewayDefinition.OfV2(spec, metadata, status) : null;
        return new()
        {
            Connection = connection,
            Import = import,
            Gateway = gateway,
            SyncHash = DesiredApi.Hash(connection?.ManagementV1() ?? "", import, gateway),
        };
    }

    private static ConsoleNotification? Notification(ConsoleReport? report) => report is null ? null : new()
    {
        ConfigType = "PORTAL",
        Origin = DefinitionSources.Kubernetes,
        Hooks = [.. report.Events],
        Groups = [.. report.Groups],
    };
}

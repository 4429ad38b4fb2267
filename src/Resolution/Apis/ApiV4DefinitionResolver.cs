using Gko.Apim.Connections;
using Gko.Apim.Payloads;
using Gko.Contracts;
using Gko.Contracts.V4;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;

namespace Gko.Resolution;

/// <summary>Resolves v4 APIs.</summary>
public sealed class ApiV4DefinitionResolver : ApiResolver<ApiV4Definition, ApiV4DefinitionSpec, ApiV4DefinitionStatus>
{
    private readonly ContextResolver _contexts;
    private readonly ApiReferences _references;
    private readonly HridOwners<ApiV4Definition> _owners;

    internal ApiV4DefinitionResolver(
        ContextResolver contexts, SpecTemplates templates, ApiReferences references, HridOwners<ApiV4Definition> owners, DependencyIndex dependencies)
        : base(templates, dependencies, ContractsJson.Relaxed.ApiV4DefinitionSpec) =>
        (_contexts, _references, _owners) = (contexts, references, owners);

    private protected override async ValueTask<Func<ApiV4DefinitionStatus?, DesiredApi>> FollowAsync(
        ApiV4Definition api, ApiV4DefinitionSpec final, Findings findings, bool isPreview, CancellationToken ct)
    {
        var ns = api.Metadata.Namespace;
        await _references.Resources.ReplaceAsync(final, ns, findings, ct).ConfigureAwait(false);
        await _references.PolicyGroups.FillAsync(final, ns, findings, ct).ConfigureAwait(false);
        await _references.Groups.AppendAsync(final, ns, findings, ct).ConfigureAwait(false);
        var (connection, notification) = await ConnectAsync(api, final, findings, ct).ConfigureAwait(false);
        await CheckIdAsync(api, final, findings, ct).ConfigureAwait(false);
        return status => Desire(final, api.Metadata, status, connection, isPreview ? null : notification);
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

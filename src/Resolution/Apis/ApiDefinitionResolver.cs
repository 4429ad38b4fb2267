using Gko.Apim.Connections;
using Gko.Apim.Payloads;
using Gko.Contracts;
using Gko.Contracts.V2;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;

namespace Gko.Resolution;

/// <summary>Resolves v2 APIs.</summary>
public sealed class ApiDefinitionResolver : ApiResolver<ApiDefinition, ApiDefinitionSpec, ApiDefinitionStatus>
{
    private readonly ContextResolver _contexts;
    private readonly ApiReferences _references;

    internal ApiDefinitionResolver(
        ContextResolver contexts, SpecTemplates templates, ApiReferences references, DependencyIndex dependencies)
        : base(templates, dependencies, ContractsJson.Relaxed.ApiDefinitionSpec) =>
        (_contexts, _references) = (contexts, references);

    private protected override async ValueTask<Func<ApiDefinitionStatus?, DesiredApi>> FollowAsync(
        ApiDefinition api, ApiDefinitionSpec final, Findings findings, bool isPreview, CancellationToken ct)
    {
        var ns = api.Metadata.Namespace;
        await _references.Resources.ReplaceAsync(final, ns, findings, ct).ConfigureAwait(false);
        await _references.Groups.AppendAsync(final, ns, findings, ct).ConfigureAwait(false);
        var report = await _references.Notifications.FindAsync(final.NotificationsRefs, ns, findings, ct).ConfigureAwait(false);
        var connection = await ConnectAsync(api, final, findings, ct).ConfigureAwait(false);
        var notification = isPreview ? null : Notification(report);
        return status => Desire(final, api.Metadata, status, connection, notification);
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

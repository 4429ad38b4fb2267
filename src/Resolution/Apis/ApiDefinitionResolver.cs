using System.Security.Cryptography;
using System.Text;
using Gko.Apim.Connections;
using Gko.Apim.Payloads;
using Gko.Contracts;
using Gko.Kubernetes.Model;

namespace Gko.Resolution;

/// <summary>
/// Turns a v2 API into the body that APIM is to hold. Webhooks send it as a dry run, reconcilers for real: both see the same.
/// </summary>
public sealed class ApiDefinitionResolver(ContextResolver contexts, bool templating)
{
    /// <summary>Resolves everything an API refers to.</summary>
    public async ValueTask<Resolved<DesiredApi>> ResolveAsync(ApiDefinition api, CancellationToken ct)
    {
        var spec = api.Spec ?? new ApiDefinitionSpec();
        if (FindProblem(api, spec) is { } unusable)
        {
            return unusable;
        }

        var context = await contexts.ResolveAsync(spec.ContextRef!, api.Metadata.Namespace, ct).ConfigureAwait(false);
        if (!context.TryGet(out var resolved, out var problem))
        {
            return problem with { Message = $"resource [{api.Metadata.Name}] references {problem.Message}" };
        }

        var payload = ApiDefinitionPayload.Create(spec, api.Metadata, api.Status);
        return new DesiredApi(resolved.Connection, payload, Hash(resolved.Connection, payload), Notes(api, spec));
    }

    /// <summary>
    /// The hash that the next pass will compute, once <paramref name="status"/> is stored: APIM may have answered with other
    /// plan ids than were sent, and those become part of the body.
    /// </summary>
    public static string SyncHash(ApiDefinition api, ApiDefinitionStatus status, ApimConnection connection) =>
        Hash(connection, ApiDefinitionPayload.Create(api.Spec ?? new ApiDefinitionSpec(), api.Metadata, status));

    /// <summary>References to resources, which this version cannot follow; the first stops the API, as a missing object does.</summary>
    public static IEnumerable<ResolutionProblem> UnresolvableResources(ApiDefinition api)
    {
        var resources = api.Spec?.Resources ?? [];
        for (var index = 0; index < resources.Count; index++)
        {
            if (resources[index].Ref is { } reference)
            {
                yield return new ResolutionProblem(
                    ProblemKind.UnresolvedReference,
                    $"api references resource [{References.Target(reference, api.Metadata.Namespace)}] that does not exist in the cluster: this version of gko does not serve ApiResource; write the resource into the API",
                    $"spec.resources[{index}].ref");
            }
        }
    }

    /// <summary>References to notifications, which this version cannot follow; the first stops the API, as a missing object does.</summary>
    public static IEnumerable<ResolutionProblem> UnresolvableNotifications(ApiDefinition api)
    {
        var notifications = api.Spec?.NotificationsRefs ?? [];
        for (var index = 0; index < notifications.Count; index++)
        {
            yield return new ResolutionProblem(
                ProblemKind.UnresolvedReference,
                $"api references notification [{References.Target(notifications[index], api.Metadata.Namespace)}] that does not exist in the cluster: this version of gko does not serve Notification; remove the reference",
                $"spec.notificationsRefs[{index}]");
        }
    }

    private ResolutionProblem? FindProblem(ApiDefinition api, ApiDefinitionSpec spec)
    {
        if (templating && TemplateMarkers.FindFirst(spec, ContractsJson.Relaxed.ApiDefinitionSpec) is { } field)
        {
            return new ResolutionProblem(ProblemKind.Template, ContextResolver.UnsupportedTemplate($"API [{ObjectKey.Of(api)}]", field), field);
        }

        if (spec.Local == true)
        {
            return new ResolutionProblem(
                ProblemKind.InvalidObject,
                $"API [{ObjectKey.Of(api)}] asks for gateways that read it from a ConfigMap, which this version of gko does not write; set spec.local to false",
                "spec.local");
        }

        if (spec.ContextRef is not { Name.Length: > 0 })
        {
            return new ResolutionProblem(
                ProblemKind.InvalidObject,
                $"API [{ObjectKey.Of(api)}] is not local and has no context; name a ManagementContext in spec.contextRef",
                "spec.contextRef");
        }

        return UnresolvableResources(api).Concat(UnresolvableNotifications(api)).FirstOrDefault();
    }

    private static List<ResolutionProblem> Notes(ApiDefinition api, ApiDefinitionSpec spec) =>
        [.. (spec.GroupRefs ?? []).Select((reference, index) => new ResolutionProblem(
            ProblemKind.UnresolvedReference,
            $"Group {References.Target(reference, api.Metadata.Namespace)} could not be found",
            $"spec.groupRefs[{index}]"))];

    private static string Hash(ApimConnection connection, ApiImport payload) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{connection.ManagementV1()}\n{payload.Hash}")));
}

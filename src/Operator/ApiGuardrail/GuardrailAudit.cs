using Gko.Contracts;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Resolution;
using Microsoft.Extensions.Logging;

namespace Gko.Operator;

/// <summary>Holds all stored APIs against one guardrail, as their admission would.</summary>
internal sealed partial class GuardrailAudit(
    Guardrails guardrails, IStore<ApiDefinition> apis, IStore<ApiV4Definition> v4Apis, ILogger<GuardrailAudit> logger)
{
    /// <summary>What was found.</summary>
    /// <param name="guardrail">The guardrail.</param>
    /// <param name="ct">Ends the audit.</param>
    public async ValueTask<AuditReport> RunAsync(ApiGuardrail guardrail, CancellationToken ct)
    {
        var findings = new List<AuditFinding>();
        var unknown = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var api in apis.List().Concat<IApi>(v4Apis.List()).Where(IsJudged))
        {
            ct.ThrowIfCancellationRequested();
            if (guardrails.IsMeant(guardrail, api) is null)
            {
                unknown.Add(api.Metadata.Namespace ?? "");
            }

            var violations = await JudgeAsync(guardrail, api, ct).ConfigureAwait(false);
            findings.AddRange(violations.Select(violation => new AuditFinding(api, violation)));
        }

        return new(
            [
                .. findings
                    .OrderBy(finding => finding.Violation.IsUndecided)
                    .ThenBy(finding => finding.Api.Kind, StringComparer.Ordinal)
                    .ThenBy(finding => finding.Api.Metadata.Namespace, StringComparer.Ordinal)
                    .ThenBy(finding => finding.Api.Metadata.Name, StringComparer.Ordinal),
            ],
            [.. unknown]);
    }

    // One API whose Secrets cannot be read now does not keep the others from being judged.
    private async ValueTask<IReadOnlyList<GuardrailViolation>> JudgeAsync(ApiGuardrail guardrail, IApi api, CancellationToken ct)
    {
        try
        {
            return await guardrails.AuditAsync(guardrail, api, ct).ConfigureAwait(false);
        }
        catch (Exception error) when (error is KubeApiException or HttpRequestException or IOException)
        {
            Log.Unread(logger, api.Kind, ObjectKey.Of(api), error);
            return guardrails.AuditAsWritten(guardrail, api);
        }
    }

    // Templates for ingresses are deployed nowhere, unless the API was deployed before it became one.
    private static bool IsJudged(IApi api) =>
        api.Metadata.DeletionTimestamp is null && (!ApiTemplates.IsTemplate(api) || api.CommonStatus?.Id is { Length: > 0 });

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Kind} {Api} is judged without what its templates read")]
        public static partial void Unread(ILogger logger, string? kind, ObjectKey api, Exception error);
    }
}

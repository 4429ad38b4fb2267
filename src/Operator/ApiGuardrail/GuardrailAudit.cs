using Gko.Contracts;
using Gko.Kubernetes.Caching;
using Gko.Resolution;

namespace Gko.Operator;

/// <summary>Holds all stored APIs against one guardrail, as their admission would.</summary>
internal sealed class GuardrailAudit(Guardrails guardrails, IStore<ApiDefinition> apis, IStore<ApiV4Definition> v4Apis)
{
    /// <summary>What was found, by kind, namespace and name; violations first, then what cannot be decided.</summary>
    /// <param name="guardrail">The guardrail.</param>
    /// <param name="ct">Ends the wait for what templates read.</param>
    public async ValueTask<IReadOnlyList<AuditFinding>> RunAsync(ApiGuardrail guardrail, CancellationToken ct)
    {
        var findings = new List<AuditFinding>();
        foreach (var api in apis.List().Concat<IApi>(v4Apis.List()).Where(IsJudged))
        {
            var violations = await guardrails.AuditAsync(guardrail, api, ct).ConfigureAwait(false);
            findings.AddRange(violations.Select(violation => new AuditFinding(api, violation)));
        }

        return
        [
            .. findings
                .OrderBy(finding => finding.Violation.IsUndecided)
                .ThenBy(finding => finding.Api.Kind, StringComparer.Ordinal)
                .ThenBy(finding => finding.Api.Metadata.Namespace, StringComparer.Ordinal)
                .ThenBy(finding => finding.Api.Metadata.Name, StringComparer.Ordinal),
        ];
    }

    // Templates for ingresses are deployed nowhere.
    private static bool IsJudged(IApi api) => api.Metadata.DeletionTimestamp is null && !ReconcilePolicy.IsTemplate(api);
}

using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model;

namespace Gko.Operator;

/// <summary>Says in a guardrail's status what the audit found. Nothing is written when nothing changed.</summary>
internal sealed class ApiGuardrailStatusWriter(StatusWriter writer, Informer<ApiGuardrail> informer, TimeProvider time)
{
    /// <summary>Writes what was found.</summary>
    /// <param name="guardrail">The guardrail that was looked at.</param>
    /// <param name="report">What the audit found.</param>
    /// <param name="conditions">As <see cref="ConditionsOf"/> has them.</param>
    /// <param name="ct">Ends the wait for the API server.</param>
    public Task WriteAsync(ApiGuardrail guardrail, AuditReport report, IReadOnlyList<Condition> conditions, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var findings = report.Findings;
        var undecided = findings.Count(finding => finding.Violation.IsUndecided);
        var status = new ApiGuardrailStatus
        {
            Violations = findings.Count - undecided,
            Undecided = undecided,
            First = [.. findings.Take(ApiGuardrailStatus.Listed).Select(finding => finding.ToEntry())],
            Conditions = Conditions.Merge(guardrail.Status?.Conditions, conditions, guardrail.Metadata.Generation, now),
        };
        status.LastAudit = IsNews(guardrail.Status, status) ? now : guardrail.Status!.LastAudit;
        return writer.WriteAsync(guardrail, status, ContractsJson.Relaxed.ApiGuardrailStatus, informer, ct);
    }

    /// <summary>What the conditions are to say.</summary>
    /// <param name="report">What the audit found.</param>
    /// <param name="faults">What is wrong with the guardrail itself, as sentences; such rules are not in force.</param>
    public static IReadOnlyList<Condition> ConditionsOf(AuditReport report, IReadOnlyList<string> faults) => faults.Count == 0
        ?
        [
            Conditions.True(ConditionTypes.Accepted, ConditionReasons.Accepted, "The rules are in force"),
            Conditions.True(ConditionTypes.Ready, "Audited", report.Summary),
        ]
        :
        [
            Conditions.False(ConditionTypes.Accepted, ConditionReasons.IllegalStateError, string.Join("; ", faults)),
            Conditions.False(
                ConditionTypes.Ready, ConditionReasons.IllegalStateError,
                $"Rules that are malformed are not in force{(report.UnknownNamespaces.Count == 0 ? "" : $". {report.Summary}")}"),
        ];

    private static bool IsNews(ApiGuardrailStatus? before, ApiGuardrailStatus now) =>
        before?.LastAudit is null
        || (before.Violations, before.Undecided) != (now.Violations, now.Undecided)
        || !(before.First ?? []).Select(Content).SequenceEqual(now.First!.Select(Content));

    private static (string?, string?, string?, string?, string?, string?) Content(ListedViolation entry) =>
        (entry.Kind, entry.Namespace, entry.Name, entry.Rule, entry.Field, entry.Message);
}

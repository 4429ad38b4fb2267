using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model;
using Gko.Webhooks;

namespace Gko.Operator;

/// <summary>
/// Counts which stored APIs break a guardrail: those that were there before it, and those that only a change elsewhere made
/// break it. Admission alone refuses; the audit tells.
/// </summary>
internal sealed partial class ApiGuardrailReconciler(
    GuardrailAudit audit,
    ApiGuardrailStatusWriter status,
    GuardrailNews news,
    AuditPace pace,
    TimeProvider time,
    ILogger<ApiGuardrailReconciler> logger) : IReconciler<ApiGuardrail>
{
    /// <summary>What templates read changes without notice.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    private readonly ApiGuardrailValidator _validator = new();

    /// <inheritdoc/>
    public async ValueTask<ReconcileResult> ReconcileAsync(ApiGuardrail resource, ReconcileContext context, CancellationToken ct)
    {
        if (ReconcilePolicy.IsSkip(resource))
        {
            return ReconcileResult.Done;
        }

        if (pace.WaitOf(resource) is var wait && wait > TimeSpan.Zero)
        {
            return ReconcileResult.After(wait);
        }

        var started = time.GetTimestamp();
        var faults = await _validator.ValidateAsync(resource.Spec ?? new ApiGuardrailSpec(), ct).ConfigureAwait(false);
        var report = await audit.RunAsync(resource, ct).ConfigureAwait(false);
        var conditions = ApiGuardrailStatusWriter.ConditionsOf(
            report, [.. faults.Errors.Select(fault => $"{fault.ErrorMessage} ({fault.PropertyName})")]);
        LogUnknown(resource, report, conditions);
        await status.WriteAsync(resource, report, conditions, ct).ConfigureAwait(false);
        news.Report(resource, report.Findings);
        pace.Ended(resource, started);
        return ReconcileResult.After(Interval);
    }

    // Once: what the status says already was logged when it was written.
    private void LogUnknown(ApiGuardrail guardrail, AuditReport report, IReadOnlyList<Condition> conditions)
    {
        if (report.UnknownNamespaces.Count > 0
            && Conditions.Find(guardrail.Status?.Conditions, ConditionTypes.Ready)?.Message
                != Conditions.Find(conditions, ConditionTypes.Ready)?.Message)
        {
            Log.Unknown(logger, guardrail.Metadata.Name, report.Summary);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Guardrail {Guardrail}: {Summary}")]
        public static partial void Unknown(ILogger logger, string? guardrail, string summary);
    }
}

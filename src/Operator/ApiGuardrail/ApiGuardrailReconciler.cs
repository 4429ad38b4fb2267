using Gko.Contracts;
using Gko.Kubernetes.Controllers;
using Gko.Webhooks;

namespace Gko.Operator;

/// <summary>
/// Counts which stored APIs break a guardrail: those that were there before it, and those that only a change elsewhere made
/// break it. Admission alone refuses; the audit tells.
/// </summary>
internal sealed class ApiGuardrailReconciler(
    GuardrailAudit audit, ApiGuardrailStatusWriter status, GuardrailNews news, AuditPace pace, TimeProvider time) : IReconciler<ApiGuardrail>
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
        var findings = await audit.RunAsync(resource, ct).ConfigureAwait(false);
        await status.WriteAsync(
            resource, findings, [.. faults.Errors.Select(fault => $"{fault.ErrorMessage} ({fault.PropertyName})")], ct).ConfigureAwait(false);
        news.Report(resource, findings);
        pace.Ended(resource, started);
        return ReconcileResult.After(Interval);
    }
}

using Gko.Contracts;
using Gko.Kubernetes.Admission;

namespace Gko.Webhooks;

/// <summary>Refuses guardrails that cannot mean what their author wants. What stored APIs make of one is not asked: the audit tells.</summary>
public sealed class ApiGuardrailAdmission : IAdmissionValidator<ApiGuardrail>
{
    private readonly ApiGuardrailValidator _validator = new();

    internal ApiGuardrailAdmission()
    {
    }

    /// <inheritdoc/>
    public async ValueTask<AdmissionVerdict> ValidateAsync(AdmissionContext<ApiGuardrail> context, CancellationToken ct)
    {
        var verdicts = new Verdicts();
        if (context.Operation is not AdmissionOperation.Delete && context.Object is { Metadata.DeletionTimestamp: null } guardrail)
        {
            verdicts.Add(await _validator.ValidateAsync(guardrail.Spec ?? new ApiGuardrailSpec(), ct).ConfigureAwait(false));
        }

        return verdicts.ToVerdict();
    }
}

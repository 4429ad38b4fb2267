using System.Diagnostics.Metrics;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Caching;

namespace Gko.Operator.Metrics;

/// <summary>How often stored APIs break the guardrails, as their statuses tell: every replica shows the same.</summary>
internal sealed class GuardrailMetrics
{
    private volatile IStore<ApiGuardrail>? _guardrails;

    public GuardrailMetrics(Meter meter) => meter.CreateObservableGauge(
        "gko_guardrail_violations", Count, description: "Violations that the last audit of an ApiGuardrail found, by its action.");

    /// <summary>Whose statuses to read from now on.</summary>
    public void Observe(IStore<ApiGuardrail> guardrails) => _guardrails = guardrails;

    private IEnumerable<Measurement<long>> Count() => (_guardrails?.List() ?? [])
        .Where(guardrail => guardrail.Status?.Violations is not null)
        .Select(guardrail => new Measurement<long>(
            guardrail.Status!.Violations!.Value,
            new KeyValuePair<string, object?>("guardrail", guardrail.Metadata.Name),
            new KeyValuePair<string, object?>("action", guardrail.Spec?.Action ?? GuardrailActions.Deny)));
}

using Gko.Contracts;
using Gko.Kubernetes.Controllers;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>Tells the author of an API which guardrails it breaks, and refuses it where their administrator wants that.</summary>
internal sealed class GuardrailReview(Guardrails guardrails)
{
    /// <summary>Judges an API whose spec is new or changed.</summary>
    /// <param name="api">As it would be stored.</param>
    /// <param name="compiled">Its spec with templates evaluated.</param>
    /// <param name="verdicts">Gets the findings.</param>
    /// <param name="ct">Ends the wait for the API server.</param>
    public async ValueTask CheckAsync(IApi api, ApiSpec compiled, Verdicts verdicts, CancellationToken ct)
    {
        var judgement = await guardrails.EvaluateAsync(api, compiled, ct).ConfigureAwait(false);
        foreach (var violation in judgement.Violations)
        {
            Report(violation, isKnown: false, verdicts);
        }

        // Who is told that something is undecided is told why; who is told nothing need not wonder.
        if (judgement.Violations.Any(violation => violation is { IsUndecided: true, Action: not GuardrailAction.Audit }))
        {
            foreach (var problem in judgement.Unread)
            {
                verdicts.Warn(problem.Message, problem.Field);
            }
        }
    }

    /// <summary>
    /// Judges an update that leaves the spec alone by its labels. What was wrong before is only warned of: whoever edits
    /// something else need not put it right. One that changes no label, such as of a finalizer, passes unseen.
    /// </summary>
    public void CheckLabels(IApi now, IApi old, Verdicts verdicts)
    {
        if (!Predicates.LabelsChanged(old, now) || ApiTemplates.IsTemplate(now))
        {
            return;
        }

        var before = guardrails.EvaluateLabels(old);
        foreach (var violation in guardrails.EvaluateLabels(now))
        {
            Report(violation, before.Any(violation.IsSameAs), verdicts);
        }
    }

    // The message names the field already.
    private static void Report(GuardrailViolation violation, bool isKnown, Verdicts verdicts)
    {
        switch (violation.Action)
        {
            case GuardrailAction.Deny when violation.IsRefused && !isKnown:
                verdicts.Error(violation.Message, violation.Field);
                break;
            case GuardrailAction.Deny or GuardrailAction.Warn:
                verdicts.Warn(violation.Message);
                break;
        }
    }
}

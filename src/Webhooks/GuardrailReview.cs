using Gko.Contracts;
using Gko.Kubernetes.Admission;
using Gko.Kubernetes.Controllers;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>Tells the author of an API which guardrails it breaks, and refuses it where their administrator wants that.</summary>
internal sealed class GuardrailReview(Guardrails guardrails)
{
    /// <summary>Judges a v2 API whose spec is new or changed.</summary>
    public void Check(ApiDefinition api, ApiDefinitionSpec compiled, Verdicts verdicts) => Report(guardrails.Evaluate(api, compiled), verdicts);

    /// <summary>Judges a v4 API whose spec is new or changed.</summary>
    public void Check(ApiV4Definition api, ApiV4DefinitionSpec compiled, Verdicts verdicts) => Report(guardrails.Evaluate(api, compiled), verdicts);

    /// <summary>
    /// Judges an update that leaves the spec alone by its labels. What was wrong before is only warned of: whoever edits
    /// something else, such as a finalizer, need not put it right.
    /// </summary>
    /// <param name="context">The request; one that changes no label passes unseen.</param>
    /// <param name="verdicts">Gets the findings.</param>
    public void CheckLabels<T>(AdmissionContext<T> context, Verdicts verdicts) where T : class, IApi
    {
        if (context is not { Object: { Metadata.DeletionTimestamp: null } now, OldObject: { } old } || !Predicates.LabelsChanged(old, now))
        {
            return;
        }

        var before = guardrails.EvaluateLabels(old);
        foreach (var violation in guardrails.EvaluateLabels(now))
        {
            Report(violation, before.Any(violation.IsSameAs), verdicts);
        }
    }

    private static void Report(IReadOnlyList<GuardrailViolation> violations, Verdicts verdicts)
    {
        foreach (var violation in violations)
        {
            Report(violation, isKnown: false, verdicts);
        }
    }

    // The message names the field already.
    private static void Report(GuardrailViolation violation, bool isKnown, Verdicts verdicts)
    {
        switch (violation.Action)
        {
            case GuardrailAction.Deny when !violation.IsUndecided && !isKnown:
                verdicts.Error(violation.Message, violation.Field);
                break;
            case GuardrailAction.Deny or GuardrailAction.Warn:
                verdicts.Warn(violation.Message);
                break;
        }
    }
}

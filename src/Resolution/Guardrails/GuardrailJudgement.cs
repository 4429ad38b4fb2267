namespace Gko.Resolution;

/// <summary>What guardrails say of one API.</summary>
/// <param name="Violations">What it breaks, by the names of the guardrails.</param>
/// <param name="Unread">What should have been looked at and could not be, so that something may be undecided.</param>
public sealed record GuardrailJudgement(IReadOnlyList<GuardrailViolation> Violations, IReadOnlyList<ResolutionProblem> Unread)
{
    internal static GuardrailJudgement None { get; } = new([], []);
}

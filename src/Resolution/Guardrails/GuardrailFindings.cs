namespace Gko.Resolution;

/// <summary>Words what one guardrail finds wrong with one API.</summary>
/// <param name="guardrail">The guardrail.</param>
/// <param name="api">The API.</param>
/// <param name="isMeant">Whether the guardrail is known to be meant for it; if not, nothing is decided.</param>
internal sealed class GuardrailFindings(CompiledGuardrail guardrail, ApiView api, bool isMeant)
{
    /// <summary>An API that breaks rules more often is not described any further; it has enough to do.</summary>
    public const int Most = 50;

    private const int LongestShown = 256;

    private readonly List<GuardrailViolation> _violations = [];

    public IReadOnlyList<GuardrailViolation> Violations => _violations;

    /// <summary>Whether nothing more is taken, so that looking on is of no use.</summary>
    public bool IsFull => _violations.Count >= Most;

    /// <summary>A value that a rule does not allow; nothing can be said of one whose template could not be evaluated.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="value">The value, shown unless a template made it.</param>
    /// <param name="field">Where it stands.</param>
    /// <param name="remedy">What would be allowed.</param>
    public void Refuse(string rule, string value, string field, string remedy)
    {
        if (!api.IsCompiled && value.Contains("[[", StringComparison.Ordinal))
        {
            Undecided(rule, value, field, remedy);
        }
        else if (!IsFull)
        {
            Add(rule, $"{Shown(value, field)} is not allowed", field, remedy);
        }
    }

    /// <summary>A value of which only a request will tell whether it is allowed.</summary>
    public void Undecided(string rule, string value, string field, string remedy)
    {
        if (!IsFull)
        {
            Add(rule, $"{Shown(value, field)} cannot be judged beforehand", field, remedy, isUndecided: true);
        }
    }

    /// <summary>Anything else.</summary>
    public void Add(string rule, string finding, string field, string remedy, bool isUndecided = false)
    {
        if (IsFull)
        {
            return;
        }

        var isOpen = isUndecided || !isMeant;
        _violations.Add(new(guardrail.Name, guardrail.Action, rule, field)
        {
            Finding = isMeant ? finding : $"if the guardrail is meant for the namespace, whose labels are not known, {finding}",
            Remedy = remedy,
            Hint = guardrail.Hint,
            IsUndecided = isOpen,
            IsRefused = guardrail.Action is GuardrailAction.Deny && (!isOpen || guardrail.RefusesUndecided),
        });
    }

    private string Shown(string value, string field) => api.Templated.Contains(field)
        ? "what its template gives"
        : value.Length <= LongestShown ? $"[{value}]" : $"[{value[..(LongestShown - 1)]}…]";
}

namespace Gko.Resolution;

/// <summary>Words what one guardrail finds wrong with one API.</summary>
internal sealed class GuardrailFindings(CompiledGuardrail guardrail, ApiView api)
{
    /// <summary>An API that breaks rules more often is not described any further; it has enough to do.</summary>
    public const int Most = 50;

    private const int LongestShown = 256;

    private readonly List<GuardrailViolation> _violations = [];

    public IReadOnlyList<GuardrailViolation> Violations => _violations;

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
        else
        {
            Add(rule, $"{Shown(value, field)} is not allowed", field, remedy);
        }
    }

    /// <summary>A value of which only a request will tell whether it is allowed.</summary>
    public void Undecided(string rule, string value, string field, string remedy) =>
        Add(rule, $"{Shown(value, field)} cannot be judged beforehand", field, remedy, isUndecided: true);

    /// <summary>Anything else.</summary>
    public void Add(string rule, string finding, string field, string remedy, bool isUndecided = false)
    {
        if (_violations.Count < Most)
        {
            var hint = guardrail.Hint is { Length: > 0 } text ? $". {text}" : "";
            var message = $"guardrail [{guardrail.Name}] rule [{rule}]: {finding} at {field}; {remedy}{hint}";
            _violations.Add(new(guardrail.Name, guardrail.Action, rule, field, message) { IsUndecided = isUndecided });
        }
    }

    private string Shown(string value, string field) => api.Templated.Any(templated =>
        templated.StartsWith(field, StringComparison.Ordinal) && (templated.Length == field.Length || templated[field.Length] is '.' or '['))
        ? "what its template gives"
        : value.Length <= LongestShown ? $"[{value}]" : $"[{value[..(LongestShown - 1)]}…]";
}

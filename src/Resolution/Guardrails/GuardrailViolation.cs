namespace Gko.Resolution;

/// <summary>A rule that an API breaks.</summary>
/// <param name="Guardrail">The name of the guardrail.</param>
/// <param name="Action">What that one wants to happen.</param>
/// <param name="Rule">The rule, as <c>spec.rules</c> of the guardrail calls it.</param>
/// <param name="Field">The field of the API.</param>
public sealed record GuardrailViolation(string Guardrail, GuardrailAction Action, string Rule, string Field)
{
    /// <summary>
    /// A sentence that names the guardrail, the rule, the field and what would be allowed; values read by templates never appear in
    /// it. Put together anew at each call: an audit keeps very many violations and shows few.
    /// </summary>
    public string Message =>
        $"guardrail [{Guardrail}] rule [{Rule}]: {Finding} at {Field}; {Remedy}{(Hint is { Length: > 0 } ? $". {Hint}" : "")}";

    /// <summary>
    /// Whether only a request will tell: the value is an expression of the gateway. Nobody is refused for that unless the guardrail
    /// says so, but it is not passed over either.
    /// </summary>
    public bool IsUndecided { get; init; }

    /// <summary>Whether an API is refused for it when it is applied.</summary>
    public bool IsRefused { get; init; }

    internal string Finding { get; init; } = "";

    internal string Remedy { get; init; } = "";

    internal string? Hint { get; init; }

    /// <summary>Whether both speak of the same fault, in whatever words.</summary>
    public bool IsSameAs(GuardrailViolation other) => (Guardrail, Rule, Field) == (other.Guardrail, other.Rule, other.Field);
}

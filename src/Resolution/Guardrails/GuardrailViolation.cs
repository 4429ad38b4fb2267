namespace Gko.Resolution;

/// <summary>A rule that an API breaks.</summary>
/// <param name="Guardrail">The name of the guardrail.</param>
/// <param name="Action">What that one wants to happen.</param>
/// <param name="Rule">The rule, as <c>spec.rules</c> of the guardrail calls it.</param>
/// <param name="Field">The field of the API.</param>
/// <param name="Message">A sentence that names all of these and what would be allowed; values read by templates never appear in it.</param>
public sealed record GuardrailViolation(string Guardrail, GuardrailAction Action, string Rule, string Field, string Message)
{
    /// <summary>
    /// Whether only a request will tell: the value is an expression of the gateway. Nobody is refused for that, but it is not
    /// passed over either.
    /// </summary>
    public bool IsUndecided { get; init; }

    /// <summary>Whether both speak of the same fault, in whatever words.</summary>
    public bool IsSameAs(GuardrailViolation other) => (Guardrail, Rule, Field) == (other.Guardrail, other.Rule, other.Field);
}

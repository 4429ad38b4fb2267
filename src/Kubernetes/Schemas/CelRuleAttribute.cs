namespace Gko.Kubernetes.Schemas;

/// <summary>A rule in CEL that the API server evaluates on each write; on a list or map it speaks of the whole.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class, AllowMultiple = true)]
public sealed class CelRuleAttribute(string expression) : Attribute
{
    /// <summary>The rule, in CEL; true for what is allowed.</summary>
    public string Expression { get; } = expression;

    /// <summary>What the user reads when the rule fails.</summary>
    public string? Message { get; init; }

    /// <summary>A CEL expression that yields the message.</summary>
    public string? MessageExpression { get; init; }

    /// <summary>
    /// <c>FieldValueInvalid</c> (the server's default), <c>FieldValueForbidden</c>, <c>FieldValueRequired</c> or
    /// <c>FieldValueDuplicate</c>.
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>The field to name in the error, relative to the place of the rule: <c>.name</c>.</summary>
    public string? FieldPath { get; init; }
}

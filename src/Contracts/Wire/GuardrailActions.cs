namespace Gko.Contracts.Wire;

/// <summary>What happens to an API that breaks a rule of a guardrail.</summary>
public static class GuardrailActions
{
    public const string Deny = "Deny";
    public const string Warn = "Warn";
    public const string Audit = "Audit";
}

namespace Gko.Resolution;

/// <summary>What happens to an API that breaks a rule.</summary>
public enum GuardrailAction
{
    /// <summary>It is refused.</summary>
    Deny,

    /// <summary>Its author is told.</summary>
    Warn,

    /// <summary>It is counted.</summary>
    Audit,
}

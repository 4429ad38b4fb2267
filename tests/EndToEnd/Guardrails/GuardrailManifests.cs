namespace Gko.EndToEnd.Guardrails;

/// <summary>Guardrails for one namespace each, so that tests keep apart.</summary>
internal static class GuardrailManifests
{
    /// <summary>What kubectl calls a guardrail.</summary>
    public const string Kind = "apiguardrail";

    /// <summary>A guardrail.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="rules">The rules as YAML in one line, such as <c>{plansRequired: true}</c>.</param>
    /// <param name="action">What happens to violators.</param>
    /// <param name="scope">Which namespaces are meant, as one line of the spec; null for the one of the guardrail's name.</param>
    public static string Guardrail(string name, string rules, string action = "Deny", string? scope = null) =>
        $"""
        apiVersion: gravitee.io/v1alpha1
        kind: ApiGuardrail
        metadata:
          name: {name}
        spec:
          action: {action}
          {scope ?? $"namespaces: [{name}]"}
          rules: {rules}

        """;
}

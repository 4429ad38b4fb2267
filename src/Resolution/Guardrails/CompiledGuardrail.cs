using Gko.Contracts;
using Gko.Contracts.Wire;

namespace Gko.Resolution;

/// <summary>A guardrail made ready to judge many APIs.</summary>
internal sealed class CompiledGuardrail
{
    private readonly ApiGuardrailSpec _spec;

    /// <summary>A rule that is malformed, because it was stored past the webhook, is left out; the rest is in force.</summary>
    public CompiledGuardrail(ApiGuardrail guardrail)
    {
        _spec = guardrail.Spec ?? new ApiGuardrailSpec();
        Name = guardrail.Metadata.Name ?? "";
        Rules = _spec.Rules ?? new GuardrailRules();
        Action = _spec.Action switch
        {
            GuardrailActions.Warn => GuardrailAction.Warn,
            GuardrailActions.Audit => GuardrailAction.Audit,
            _ => GuardrailAction.Deny,
        };
        RefusesUndecided = _spec.Undecided == GuardrailActions.Deny;
        NamePattern = Rules.NamePattern is { } name ? GuardrailPattern.Parse(name, out _) : null;
        VersionPattern = Rules.VersionPattern is { } version ? GuardrailPattern.Parse(version, out _) : null;
    }

    public string Name { get; }

    public GuardrailAction Action { get; }

    /// <summary>Whether it denies what nobody can tell before requests come, too.</summary>
    public bool RefusesUndecided { get; }

    public GuardrailRules Rules { get; }

    /// <summary>Whether it looks at policies, for which SharedPolicyGroups are needed.</summary>
    public bool NeedsPolicies => Rules is { RequiredPolicies: not null } or { ForbiddenPolicies: not null };

    /// <summary>Ends every message; null for none.</summary>
    public string? Hint => _spec.Message;

    public GuardrailPattern? NamePattern { get; }

    public GuardrailPattern? VersionPattern { get; }

    /// <summary>Whether it is for APIs of that kind in that namespace; null when only labels that are not known would tell.</summary>
    public bool? IsFor(string kind, string ns, IReadOnlyDictionary<string, string>? labels) =>
        _spec.Kinds is null || _spec.Kinds.Contains(kind) ? NamespaceMatch.Fits(_spec, ns, labels) : false;
}

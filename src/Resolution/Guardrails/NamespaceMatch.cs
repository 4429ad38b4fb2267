using Gko.Contracts;
using Gko.Contracts.Wire;

namespace Gko.Resolution;

/// <summary>Whether a guardrail means a namespace.</summary>
internal static class NamespaceMatch
{
    /// <summary>By name and by labels; what is left out fits all. Null when only labels that are not known would tell.</summary>
    public static bool? Fits(ApiGuardrailSpec spec, string ns, IReadOnlyDictionary<string, string>? labels) =>
        spec.Namespaces is not null && !Wildcard.MatchesAny(spec.Namespaces, ns) ? false
        : spec.NamespaceSelector is not { } selector ? true
        : labels is null ? null
        : Fits(selector, labels);

    private static bool Fits(NamespaceSelector selector, IReadOnlyDictionary<string, string> labels) =>
        (selector.MatchLabels ?? []).All(wanted => labels.TryGetValue(wanted.Key, out var value) && value == wanted.Value)
        && (selector.MatchExpressions ?? []).All(requirement => Fits(requirement, labels));

    private static bool Fits(NamespaceRequirement requirement, IReadOnlyDictionary<string, string> labels)
    {
        var has = labels.TryGetValue(requirement.Key ?? "", out var value);
        var isListed = has && requirement.Values?.Contains(value!) == true;
        return requirement.Operator switch
        {
            SelectorOperators.In => isListed,
            SelectorOperators.NotIn => !isListed,
            SelectorOperators.Exists => has,
            SelectorOperators.DoesNotExist => !has,
            _ => false,
        };
    }
}

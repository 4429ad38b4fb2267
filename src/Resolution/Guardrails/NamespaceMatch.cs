using Gko.Contracts;
using Gko.Contracts.Wire;

namespace Gko.Resolution;

/// <summary>Whether a guardrail means a namespace.</summary>
internal static class NamespaceMatch
{
    private static readonly Dictionary<string, string> NoLabels = [];

    /// <summary>By name and by labels; what is left out fits all.</summary>
    public static bool Fits(ApiGuardrailSpec spec, string ns, IReadOnlyDictionary<string, string>? labels) =>
        (spec.Namespaces is null || Wildcard.MatchesAny(spec.Namespaces, ns))
        && (spec.NamespaceSelector is not { } selector || Fits(selector, labels ?? NoLabels));

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

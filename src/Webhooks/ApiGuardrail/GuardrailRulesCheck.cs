using System.Text.RegularExpressions;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>Finds rules that no API could follow, or that cannot mean what their author wants.</summary>
internal sealed partial class GuardrailRulesCheck
{
    private static readonly string[] Securities =
        [PlanSecurities.KeyLess, PlanSecurities.ApiKey, PlanSecurities.Jwt, PlanSecurities.OAuth2, PlanSecurities.MutualTls];

    private readonly GuardrailRules _rules;
    private readonly Action<string, string> _fail;

    private GuardrailRulesCheck(GuardrailRules rules, Action<string, string> fail) => (_rules, _fail) = (rules, fail);

    /// <summary>Looks at all rules.</summary>
    /// <param name="rules">The rules; null for none.</param>
    /// <param name="fail">Is told the field and what is wrong with it.</param>
    public static void Run(GuardrailRules? rules, Action<string, string> fail)
    {
        var check = new GuardrailRulesCheck(rules ?? new GuardrailRules(), fail);
        check.CheckPresence();
        check.CheckLists();
        check.CheckPathPrefix();
        check.CheckLabels();
        check.CheckPattern(check._rules.NamePattern, "namePattern");
        check.CheckPattern(check._rules.VersionPattern, "versionPattern");
        check.CheckContradictions();
    }

    private void CheckPresence()
    {
        object?[] all =
        [
            _rules.PlanSecurities, _rules.EndpointHosts, _rules.EndpointSchemes, _rules.PathPrefix, _rules.Contexts, _rules.RequiredLabels,
            _rules.NamePattern, _rules.VersionPattern, _rules.RequiredPolicies, _rules.ForbiddenPolicies, _rules.Visibilities, _rules.ShardingTags,
        ];
        if (all.All(rule => rule is null) && _rules.PlansRequired is not true && _rules.ShardingTagRequired is not true)
        {
            _fail("spec.rules", "the guardrail demands nothing: set at least one rule");
        }
    }

    private void CheckLists()
    {
        CheckList(_rules.PlanSecurities, "planSecurities", Securities.Contains, $"use {string.Join(", ", Securities)}");
        CheckList(
            _rules.EndpointHosts, "endpointHosts", IsHost,
            "use a host such as api.example.com or *.example.com, without scheme, port and path");
        CheckList(_rules.EndpointSchemes, "endpointSchemes", scheme => Scheme().IsMatch(scheme), "use the scheme alone, such as https");
        CheckList(
            _rules.Contexts, "contexts", context => context.Count(c => c == '/') == 1 && !context.StartsWith('/') && !context.EndsWith('/'),
            "use namespace/name, such as apim/prod-* or {namespace}/*");
        CheckList(_rules.RequiredPolicies, "requiredPolicies", HasText, "name a policy");
        CheckList(_rules.ForbiddenPolicies, "forbiddenPolicies", HasText, "name a policy");
        CheckList(
            _rules.Visibilities, "visibilities", visibility => visibility is Visibilities.Public or Visibilities.Private,
            $"use {Visibilities.Public} or {Visibilities.Private}");
        CheckList(_rules.ShardingTags, "shardingTags", HasText, "name a tag");
        CheckPlaceholders(_rules.EndpointHosts, "endpointHosts");
        CheckPlaceholders(_rules.Contexts, "contexts");
    }

    private void CheckList(List<string>? items, string rule, Func<string, bool> isValid, string remedy)
    {
        if (items is { Count: 0 })
        {
            _fail($"spec.rules.{rule}", $"[{rule}] is empty: list at least one, or leave the rule out to demand nothing");
        }

        for (var index = 0; index < items?.Count; index++)
        {
            if (!isValid(items[index] ?? ""))
            {
                _fail($"spec.rules.{rule}[{index}]", $"[{items[index]}] cannot stand in [{rule}]: {remedy}");
            }
        }
    }

    private void CheckPlaceholders(List<string>? items, string rule)
    {
        for (var index = 0; index < items?.Count; index++)
        {
            CheckPlaceholder(items[index], $"spec.rules.{rule}[{index}]");
        }
    }

    private void CheckPlaceholder(string? text, string field)
    {
        if (NamespacePlaceholder.FindUnknown(text ?? "") is { } unknown)
        {
            _fail(field, $"[{unknown}] is no placeholder: the only one is {NamespacePlaceholder.Text}");
        }
    }

    private void CheckPathPrefix()
    {
        const string Field = "spec.rules.pathPrefix";
        if (_rules.PathPrefix is not { } prefix)
        {
            return;
        }

        CheckPlaceholder(prefix, Field);
        if (!prefix.StartsWith('/'))
        {
            _fail(Field, $"[{prefix}] does not begin with a slash, as every path does: write /{prefix}");
        }
        else if (ContextPath.Of(null, prefix) is var clean && clean != prefix && $"{clean}/" != prefix)
        {
            _fail(Field, $"[{prefix}] has doubled slashes or dot segments, which paths are cleaned of: write {clean}");
        }
    }

    private void CheckLabels()
    {
        if (_rules.RequiredLabels is { Count: 0 })
        {
            _fail("spec.rules.requiredLabels", "[requiredLabels] is empty: list at least one, or leave the rule out to demand nothing");
        }

        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < _rules.RequiredLabels?.Count; index++)
        {
            var (label, field) = (_rules.RequiredLabels[index] ?? new RequiredLabel(), $"spec.rules.requiredLabels[{index}]");
            if (!LabelKey().IsMatch(label.Key ?? ""))
            {
                _fail($"{field}.key", $"[{label.Key}] cannot be the key of a label: use one such as team or example.com/team");
            }
            else if (!keys.Add(label.Key!))
            {
                _fail($"{field}.key", $"the label [{label.Key}] is listed twice: list all its values once");
            }

            if (label.Values is { Count: 0 })
            {
                _fail($"{field}.values", "[values] is empty, so that no value is allowed: list some, or leave it out to allow any");
            }
        }
    }

    private void CheckPattern(string? pattern, string rule)
    {
        if (pattern is not null && GuardrailPattern.Parse(pattern, out var problem) is null)
        {
            _fail($"spec.rules.{rule}", $"[{pattern}] is no regular expression that can be used: {problem}; correct it");
        }
    }

    private void CheckContradictions()
    {
        for (var index = 0; index < _rules.RequiredPolicies?.Count; index++)
        {
            var required = _rules.RequiredPolicies[index];
            if ((_rules.ForbiddenPolicies ?? []).FirstOrDefault(pattern => Wildcard.Matches(pattern, required)) is { } forbidden)
            {
                _fail(
                    $"spec.rules.requiredPolicies[{index}]",
                    $"the policy [{required}] is required, but [{forbidden}] in [forbiddenPolicies] forbids it: remove it from one of them");
            }
        }
    }

    // Of a placeholder that is none is spoken elsewhere.
    private static bool IsHost(string host) =>
        NamespacePlaceholder.FindUnknown(host) is not null
        || Host().IsMatch(host.Replace(NamespacePlaceholder.Text, "ns", StringComparison.Ordinal));

    private static bool HasText(string text) => !string.IsNullOrWhiteSpace(text);

    [GeneratedRegex(@"\A(\*\.)?([A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?\.)*[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?\z|\A[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*\z")]
    private static partial Regex Host();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9+.-]*\z")]
    private static partial Regex Scheme();

    [GeneratedRegex(@"\A([a-z0-9.-]+/)?[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?\z")]
    private static partial Regex LabelKey();
}

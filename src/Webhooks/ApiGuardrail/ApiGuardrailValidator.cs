using System.Text.RegularExpressions;
using FluentValidation;
using FluentValidation.Results;
using Gko.Contracts;
using Gko.Contracts.Wire;

namespace Gko.Webhooks;

/// <summary>What a guardrail must say by itself, so that it means some APIs and allows some. The schema sees to part of it, too.</summary>
public sealed partial class ApiGuardrailValidator : AbstractValidator<ApiGuardrailSpec>
{
    private static readonly string[] Actions = [GuardrailActions.Deny, GuardrailActions.Warn, GuardrailActions.Audit];
    private static readonly string[] AllKinds = [nameof(ApiDefinition), nameof(ApiV4Definition)];

    public ApiGuardrailValidator()
    {
        RuleFor(spec => spec.Action).Must(action => action is null || Actions.Contains(action))
            .WithMessage($"[action] is \"{{PropertyValue}}\": use {string.Join(", ", Actions)}")
            .OverridePropertyName("spec.action");
        RuleFor(spec => spec.Undecided).Must(action => action is null or GuardrailActions.Warn or GuardrailActions.Deny)
            .WithMessage($"[undecided] is \"{{PropertyValue}}\": use {GuardrailActions.Warn} or {GuardrailActions.Deny}")
            .OverridePropertyName("spec.undecided");
        RuleFor(spec => spec.Kinds).Custom((kinds, context) => CheckScope(kinds, "kinds", kind => AllKinds.Contains(kind), $"use {string.Join(" or ", AllKinds)}", context));
        RuleFor(spec => spec.Namespaces).Custom((namespaces, context) => CheckScope(
            namespaces, "namespaces", ns => NamePattern().IsMatch(ns), "use lower-case letters, digits, dashes and stars", context));
        RuleFor(spec => spec.NamespaceSelector).Custom(CheckSelector);
        RuleFor(spec => spec.Rules).Custom((rules, context) => GuardrailRulesCheck.Run(rules, (field, message) => Fail(context, field, message)));
    }

    private static void CheckScope(
        List<string>? items, string name, Func<string, bool> isValid, string remedy, ValidationContext<ApiGuardrailSpec> context)
    {
        if (items is { Count: 0 })
        {
            Fail(context, $"spec.{name}", $"[{name}] is empty, so that no API is meant: list some, or leave it out to mean all");
        }

        for (var index = 0; index < items?.Count; index++)
        {
            if (!isValid(items[index] ?? ""))
            {
                Fail(context, $"spec.{name}[{index}]", $"[{items[index]}] cannot stand in [{name}]: {remedy}");
            }
        }
    }

    private static void CheckSelector(NamespaceSelector? selector, ValidationContext<ApiGuardrailSpec> context)
    {
        var requirements = selector?.MatchExpressions ?? [];
        for (var index = 0; index < requirements.Count; index++)
        {
            var requirement = requirements[index] ?? new NamespaceRequirement();
            var field = $"spec.namespaceSelector.matchExpressions[{index}]";
            if (string.IsNullOrEmpty(requirement.Key))
            {
                Fail(context, $"{field}.key", "[key] is empty: name the label to look at");
            }

            var hasValues = requirement.Values is { Count: > 0 };
            switch (requirement.Operator)
            {
                case SelectorOperators.In or SelectorOperators.NotIn when !hasValues:
                    Fail(context, $"{field}.values", $"the operator [{requirement.Operator}] needs values: list at least one");
                    break;
                case SelectorOperators.Exists or SelectorOperators.DoesNotExist when hasValues:
                    Fail(context, $"{field}.values", $"the operator [{requirement.Operator}] takes no values: remove them, or use In or NotIn");
                    break;
                case SelectorOperators.In or SelectorOperators.NotIn or SelectorOperators.Exists or SelectorOperators.DoesNotExist:
                    break;
                default:
                    Fail(context, $"{field}.operator", $"[{requirement.Operator}] is no operator: use In, NotIn, Exists or DoesNotExist");
                    break;
            }
        }
    }

    private static void Fail(ValidationContext<ApiGuardrailSpec> context, string field, string message) =>
        context.AddFailure(new ValidationFailure(field, message));

    [GeneratedRegex(@"\A[a-z0-9*-]+\z")]
    private static partial Regex NamePattern();
}

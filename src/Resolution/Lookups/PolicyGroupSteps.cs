using Gko.Contracts;
using Gko.Contracts.V4;

namespace Gko.Resolution;

/// <summary>Finds the steps of a v4 API that stand for a SharedPolicyGroup: in its flows, then in those of its plans.</summary>
public static class PolicyGroupSteps
{
    /// <summary>The policy of steps that stand for a group in APIM.</summary>
    public const string Policy = "shared-policy-group-policy";

    /// <summary>The steps that refer to a group, with the field of their reference, in a fixed order.</summary>
    public static IEnumerable<(Step Step, string Field)> Of(ApiV4DefinitionSpec? spec) =>
        All(spec).Where(item => item.Step.SharedPolicyGroupRef is not null).Select(item => (item.Step, $"{item.Field}.sharedPolicyGroupRef"));

    /// <summary>The steps that are written as APIM has them, with the field of the group's ids, in a fixed order.</summary>
    public static IEnumerable<(Step Step, string Field)> ById(ApiV4DefinitionSpec? spec) =>
        All(spec).Where(item => item.Step is { SharedPolicyGroupRef: null, Policy: Policy })
            .Select(item => (item.Step, $"{item.Field}.configuration"));

    private static IEnumerable<(Step Step, string Field)> All(ApiV4DefinitionSpec? spec) =>
        OfFlows(spec?.Flows, "spec.flows").Concat(
            (spec?.Plans ?? []).OrderBy(plan => plan.Key, StringComparer.Ordinal)
                .SelectMany(plan => OfFlows(plan.Value?.Flows, $"spec.plans.{plan.Key}.flows")));

    private static IEnumerable<(Step Step, string Field)> OfFlows(List<Flow>? flows, string field)
    {
        for (var index = 0; index < flows?.Count; index++)
        {
            foreach (var (steps, phase) in FlowPhases.Of(flows[index]))
            {
                for (var at = 0; at < steps?.Count; at++)
                {
                    if (steps[at] is { } step)
                    {
                        yield return (step, $"{field}[{index}].{phase}[{at}]");
                    }
                }
            }
        }
    }
}

using Gko.Contracts;
using Gko.Contracts.V4;

namespace Gko.Resolution;

/// <summary>Finds the steps of a v4 API that refer to a SharedPolicyGroup: in its flows, then in those of its plans.</summary>
public static class PolicyGroupSteps
{
    /// <summary>The steps with the field of their reference, in a fixed order.</summary>
    public static IEnumerable<(Step Step, string Field)> Of(ApiV4DefinitionSpec? spec) =>
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
                    if (steps[at]?.SharedPolicyGroupRef is not null)
                    {
                        yield return (steps[at], $"{field}[{index}].{phase}[{at}].sharedPolicyGroupRef");
                    }
                }
            }
        }
    }
}

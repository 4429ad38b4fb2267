using Gko.Contracts;

namespace Gko.Resolution;

/// <summary>The policies of a SharedPolicyGroup, each once, however often the group runs it.</summary>
internal sealed class GroupPolicies
{
    public GroupPolicies(SharedPolicyGroup group)
    {
        All = [.. (group.Spec?.Steps ?? []).Where(step => step is not null).Select(step => (step.Policy ?? "", FlowScope.Of(step))).Distinct()];
        HasGroups = All.Any(policy => policy.Name == PolicyGroupSteps.Policy);
    }

    /// <summary>Names in the order of the steps. One that runs now always, now sometimes is there with both.</summary>
    public IReadOnlyList<(string Name, PolicyRuns Runs)> All { get; }

    /// <summary>Whether it runs other groups. APIM does not let it; where it does all the same, nobody looks into those.</summary>
    public bool HasGroups { get; }
}

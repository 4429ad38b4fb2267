using Gko.Contracts;

namespace Gko.Resolution;

/// <summary>
/// The rules about policies. Steps that stand for a SharedPolicyGroup count as the policies in it. Each group is looked through
/// once per pattern, not once per step: many steps that refer to a long group cost no more than their sum.
/// </summary>
/// <param name="api">The API.</param>
/// <param name="groups">Finds the policies of groups; null for a group of which nothing is known.</param>
/// <param name="findings">Gets the violations.</param>
internal sealed class PolicyRules(ApiView api, Func<GroupLink, GroupPolicies?> groups, GuardrailFindings findings)
{
    private readonly Dictionary<GroupLink, GroupPolicies?> _groups = [];

    public void CheckRequired(IReadOnlyList<string> required)
    {
        foreach (var pattern in required.TakeWhile(_ => !findings.IsFull))
        {
            const string Remedy = "it is required in a flow of the API, or in one of each plan";
            switch (RunsOf(pattern))
            {
                case PolicyRuns.Never:
                    findings.Add("requiredPolicies", $"the policy [{pattern}] is missing", "spec.flows", Remedy);
                    break;
                case PolicyRuns.Sometimes:
                    findings.Add(
                        "requiredPolicies", $"whether the policy [{pattern}] runs for all requests cannot be judged beforehand", "spec.flows", Remedy,
                        isUndecided: true);
                    break;
            }
        }
    }

    public void CheckForbidden(IReadOnlyList<string> forbidden)
    {
        var remedy = $"forbidden are {GuardrailEvaluator.Listed(forbidden)}";
        var known = new Dictionary<GroupLink, IReadOnlyList<string>>();
        foreach (var policy in api.Policies.TakeWhile(_ => !findings.IsFull))
        {
            if (policy.Name.Length > 0 && Wildcard.MatchesAny(forbidden, policy.Name))
            {
                findings.Refuse("forbiddenPolicies", policy.Name, policy.Field, remedy);
            }

            if (policy.Group is { } link)
            {
                CheckForbidden(forbidden, link, policy.Field, remedy, known);
            }
        }
    }

    private void CheckForbidden(
        IReadOnlyList<string> forbidden, GroupLink link, string field, string remedy, Dictionary<GroupLink, IReadOnlyList<string>> known)
    {
        var group = Find(link);
        if (group is null || group.HasGroups)
        {
            findings.Undecided("forbiddenPolicies", link.Text, field, remedy);
        }

        if (!known.TryGetValue(link, out var names))
        {
            names =
            [
                .. (group?.All ?? []).Select(policy => policy.Name).Distinct(StringComparer.Ordinal)
                    .Where(name => Wildcard.MatchesAny(forbidden, name)).Take(GuardrailFindings.Most),
            ];
            known.Add(link, names);
        }

        foreach (var name in names)
        {
            findings.Refuse("forbiddenPolicies", name, field, remedy);
        }
    }

    // What runs for the whole API will do, and so will what runs for each of its plans.
    private PolicyRuns RunsOf(string pattern)
    {
        var known = new Dictionary<GroupLink, PolicyRuns>();
        var whole = PolicyRuns.Never;
        var plans = new Dictionary<string, PolicyRuns>(StringComparer.Ordinal);
        foreach (var policy in api.Policies.Where(policy => policy.Runs is not PolicyRuns.Never))
        {
            var runs = RunsOf(pattern, policy, known);
            if (policy.Plan is null)
            {
                whole = Max(whole, runs);
            }
            else
            {
                plans[policy.Plan] = Max(plans.GetValueOrDefault(policy.Plan), runs);
            }
        }

        return Max(whole, api.Plans.Select(plan => plans.GetValueOrDefault(plan.Key)).DefaultIfEmpty().Min(runs => Max(runs, whole)));
    }

    private PolicyRuns RunsOf(string pattern, PolicyView policy, Dictionary<GroupLink, PolicyRuns> known)
    {
        var runs = Wildcard.Matches(pattern, policy.Name) ? policy.Runs : PolicyRuns.Never;
        if (policy.Group is not { } link)
        {
            return runs;
        }

        if (!known.TryGetValue(link, out var inside))
        {
            inside = RunsOf(pattern, Find(link));
            known.Add(link, inside);
        }

        return Max(runs, inside < policy.Runs ? inside : policy.Runs);
    }

    private static PolicyRuns RunsOf(string pattern, GroupPolicies? group) => group is null
        ? PolicyRuns.Sometimes
        : group.All.Where(policy => Wildcard.Matches(pattern, policy.Name)).Select(policy => policy.Runs)
            .Append(group.HasGroups ? PolicyRuns.Sometimes : PolicyRuns.Never)
            .Max();

    private static PolicyRuns Max(PolicyRuns one, PolicyRuns other) => one > other ? one : other;

    private GroupPolicies? Find(GroupLink link)
    {
        if (!_groups.TryGetValue(link, out var group))
        {
            group = groups(link);
            _groups.Add(link, group);
        }

        return group;
    }
}

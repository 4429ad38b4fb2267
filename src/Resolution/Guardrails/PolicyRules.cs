using Gko.Contracts;
using Gko.Kubernetes.Model;

namespace Gko.Resolution;

/// <summary>The rules about policies. Steps that stand for a SharedPolicyGroup count as the policies in it.</summary>
internal static class PolicyRules
{
    public static void Check(GuardrailRules rules, ApiView api, Func<ObjectKey, SharedPolicyGroup?> groups, GuardrailFindings findings)
    {
        if (rules.RequiredPolicies is null && rules.ForbiddenPolicies is null)
        {
            return;
        }

        List<PolicyView> policies = [.. api.Policies.SelectMany(policy => Expand(policy, groups))];
        foreach (var required in rules.RequiredPolicies ?? [])
        {
            CheckRequired(required, policies, api, findings);
        }

        if (rules.ForbiddenPolicies is { } forbidden)
        {
            foreach (var policy in policies.Where(policy => Wildcard.MatchesAny(forbidden, policy.Name)))
            {
                findings.Refuse("forbiddenPolicies", policy.Name, policy.Field, $"forbidden are {string.Join(", ", forbidden)}");
            }
        }
    }

    // What runs for the whole API will do, and so will what runs for each of its plans.
    private static void CheckRequired(string required, List<PolicyView> policies, ApiView api, GuardrailFindings findings)
    {
        var running = policies.Where(policy => policy.IsEnabled && Wildcard.Matches(required, policy.Name)).Select(policy => policy.Plan).ToHashSet();
        var runs = running.Contains(null) || (api.Plans.Count > 0 && api.Plans.All(plan => running.Contains(plan.Key)));
        if (!runs)
        {
            findings.Add(
                "requiredPolicies", $"the policy [{required}] is missing", "spec.flows", "it is required in a flow of the API, or in one of each plan");
        }
    }

    private static IEnumerable<PolicyView> Expand(PolicyView policy, Func<ObjectKey, SharedPolicyGroup?> groups) => policy.Group is { } group
        ? (groups(group)?.Spec?.Steps ?? []).Select(step => policy with { Name = step.Policy ?? "", IsEnabled = policy.IsEnabled && step.Enabled != false })
        : [policy];
}

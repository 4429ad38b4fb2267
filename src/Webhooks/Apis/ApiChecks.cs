using FluentValidation;
using Gko.Contracts.Wire;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>
/// What upstream and APIM let pass although it cannot work as meant, for APIs of both versions: a warning each, unless the
/// administrator made the check strict.
/// </summary>
internal sealed class ApiChecks : AbstractValidator<ApiCandidate>
{
    private static readonly HashSet<string> Securities = new(StringComparer.OrdinalIgnoreCase)
    {
        PlanSecurities.KeyLess, PlanSecurities.ApiKey, PlanSecurities.Jwt, PlanSecurities.OAuth2, PlanSecurities.MutualTls,
    };

    private readonly AdmissionPolicy _policy;

    public ApiChecks(AdmissionPolicy policy)
    {
        _policy = policy;
        var pages = new PageChecks(policy);
        var endpoints = new EndpointChecks(policy);
        RuleFor(api => api.Conflicts).Custom(CheckConflicts);
        RuleFor(api => api.Addresses).Custom(CheckAddresses);
        RuleFor(api => api.Facts).Custom(CheckIdentities);
        RuleFor(api => api).Custom(CheckPlans);
        RuleFor(api => api.Facts.Pages).Custom(pages.Check);
        RuleFor(api => api.Facts.Groups).Custom(endpoints.Check);
    }

    private void CheckConflicts(IReadOnlyList<PathConflict> conflicts, ValidationContext<ApiCandidate> context)
    {
        foreach (var (address, owner, _, kind) in conflicts.Where(conflict => conflict.Kind is not PathConflictKind.SameAddress))
        {
            context.Soft(_policy, CheckIds.Paths, address.Field, kind is PathConflictKind.HostCase
                ? $"the host of [{address.Value}] differs from one of {owner.Kind} [{owner.Key}] only by case: gateways serve only one of them"
                : $"invalid API context path [{address.Value}]. API [{owner.Key}] is already defined with the same path, as {owner.Kind}: gateways serve only one of them");
        }
    }

    private void CheckAddresses(IReadOnlyList<ApiAddress> addresses, ValidationContext<ApiCandidate> context)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var address in addresses)
        {
            if (!address.IsRooted)
            {
                context.Soft(_policy, CheckIds.Paths, address.Field, $"path [{address.Value}] does not start with a slash: write it as gateways will serve it");
            }

            if (!seen.Add(address.FoldedValue ?? address.IndexValue))
            {
                context.Soft(_policy, CheckIds.Paths, address.Field, $"path [{address.Value}] is named twice by this API: remove one of them");
            }
        }
    }

    private void CheckIdentities(ApiFacts api, ValidationContext<ApiCandidate> context)
    {
        CheckIdentities("plans", api.Plans.Select(plan => plan.Name), api.IdOf, context);
        CheckIdentities("pages", api.Pages.Keys, api.IdOf, context);
    }

    private void CheckIdentities(string what, IEnumerable<string> names, Func<string, string> idOf, ValidationContext<ApiCandidate> context)
    {
        foreach (var same in names.GroupBy(idOf, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            context.Soft(
                _policy, CheckIds.PlanNames, $"spec.{what}",
                $"{what} [{string.Join("], [", same.Order(StringComparer.Ordinal))}] cannot be told apart: APIM would keep only one of them; rename all but one");
        }
    }

    private void CheckPlans(ApiCandidate api, ValidationContext<ApiCandidate> context)
    {
        var plans = api.Facts.Plans;
        if (plans.Count > 0 && api.Spec.State != ApiStates.Stopped
            && plans.All(plan => (plan.Status ?? PlanStatuses.Published) != PlanStatuses.Published))
        {
            context.Soft(_policy, CheckIds.Plans, "spec.plans", $"API [{api.Name}] is started but none of its plans is {PlanStatuses.Published}: nobody new gets access");
        }

        foreach (var plan in plans)
        {
            if (string.IsNullOrEmpty(plan.Security))
            {
                if (!plan.IsPush)
                {
                    context.Soft(_policy, CheckIds.Plans, plan.Field, $"plan [{plan.Name}] has no security: say {PlanSecurities.KeyLess} if anybody may call");
                }
            }
            else if (!Securities.Contains(plan.Security.Replace('-', '_')))
            {
                context.Soft(_policy, CheckIds.Plans, plan.Field, $"plan [{plan.Name}] has an unknown security [{plan.Security}]: known are {string.Join(", ", Securities)}");
            }
        }
    }
}

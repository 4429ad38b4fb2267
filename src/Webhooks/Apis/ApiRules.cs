using FluentValidation;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>
/// What upstream asks of APIs of both versions. The order and the texts up to the first colon are upstream's; references to
/// notifications, which come last there, are followed by <see cref="NotificationReview"/>.
/// </summary>
internal sealed class ApiRules : AbstractValidator<ApiCandidate>
{
    private const string Plans = "spec.plans";
    private const string ResourcesField = "spec.resources";

    private readonly AdmissionPolicy _policy;
    private readonly bool _plansNeeded;

    /// <inheritdoc cref="ApiRules"/>
    /// <param name="policy">What is strict.</param>
    /// <param name="plansNeeded">Refuse a started API without plans whatever the policy says, as upstream does.</param>
    public ApiRules(AdmissionPolicy policy, bool plansNeeded)
    {
        (_policy, _plansNeeded) = (policy, plansNeeded);
        RuleFor(api => api).Custom(RequirePlans);
        RuleFor(api => api).Custom(RequireFreeAddresses);
        RuleFor(api => api.Spec).Custom((api, context) => RequireResources(api.Resources, context));
        RuleFor(api => api.Problems).Custom((problems, context) => RequireReferredResources(problems, policy.HridCollisions, context));
        RuleFor(api => api).Custom(RequireParents);
    }

    private void RequirePlans(ApiCandidate api, ValidationContext<ApiCandidate> context)
    {
        if (api.Facts.Plans.Count > 0 || api.Spec.State == ApiStates.Stopped)
        {
            return;
        }

        if (_plansNeeded || _policy.IsStrict(CheckIds.NoPlans))
        {
            context.Fail(
                Plans, $"cannot apply API [{api.Name}]. Its state is set to STARTED, but the API has no plans. APIs must have at least one plan in order to be deployed.");
        }
        else
        {
            context.Soft(_policy, CheckIds.NoPlans, Plans, $"API [{api.Name}] is started but has no plans: nobody can call it until it gets one");
        }
    }

    private static void RequireFreeAddresses(ApiCandidate api, ValidationContext<ApiCandidate> context)
    {
        var conflicts = api.Conflicts.Where(conflict => conflict.Kind is PathConflictKind.SameAddress).ToLookup(conflict => conflict.Address.Field);
        foreach (var address in api.Addresses)
        {
            if (address.Kind is not AddressKind.Kafka && !ContextPath.IsValid(address.Written))
            {
                context.Fail(address.Field, $"path [{address.Written}] is invalid: it cannot be part of a URL; escape special characters as %XX");
            }

            foreach (var conflict in conflicts[address.Field])
            {
                context.Fail(
                    address.Field, $"invalid API context path [{conflict.OwnerPath}]. API [{conflict.Owner.Key}] is already defined with the same path");
            }
        }
    }

    private static void RequireResources(
        IReadOnlyList<ResourceOrReference?>? resources, ValidationContext<ApiCandidate> context)
    {
        for (var index = 0; index < resources?.Count; index++)
        {
            if (resources[index] is { Ref: null } resource)
            {
                ResourceRules.RequireComplete(context, resource, $"{ResourcesField}[{index}].", "give the resource one, or refer to an ApiResource with ref");
            }
        }
    }

    private static void RequireReferredResources(
        IReadOnlyList<ResolutionProblem> problems, CollisionPolicy collisions, ValidationContext<ApiCandidate> context)
    {
        foreach (var problem in problems.Where(problem => problem.Field.StartsWith(ResourcesField, StringComparison.Ordinal)))
        {
            context.AddFailure(ResolutionFailures.Of(problem, collisions));
        }
    }

    private static void RequireParents(ApiCandidate api, ValidationContext<ApiCandidate> context)
    {
        var pages = api.Facts.Pages;
        foreach (var (key, page) in pages.OrderBy(page => page.Key, StringComparer.Ordinal))
        {
            if (page?.Parent is { } parent && !pages.ContainsKey(parent))
            {
                context.Fail(
                    $"spec.pages.{key}.parent",
                    $"can not apply API [{api.Name}]. Parent page [{parent}] can not be found for page [{key}]: name the key of another page of this API");
            }
        }
    }
}

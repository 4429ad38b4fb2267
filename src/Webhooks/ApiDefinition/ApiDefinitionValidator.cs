using FluentValidation;
using FluentValidation.Results;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>
/// What a v2 API must say by itself. The texts up to the first colon and the order are upstream's; what upstream and APIM let
/// pass although it cannot work is a warning, unless the administrator made the check strict.
/// </summary>
internal sealed class ApiDefinitionValidator : AbstractValidator<ApiDefinitionCandidate>
{
    private const string Hosts = "spec.proxy.virtual_hosts";
    private const string Resources = "spec.resources";
    private const string Notifications = "spec.notificationsRefs";

    private readonly AdmissionPolicy _policy;

    public ApiDefinitionValidator(AdmissionPolicy policy)
    {
        _policy = policy;
        RuleFor(candidate => candidate).Custom(CheckPlans);
        RuleFor(candidate => candidate.Conflicts).Custom(CheckConflicts);
        RuleFor(candidate => candidate.Spec).Custom(CheckPaths);
        RuleFor(candidate => candidate.Spec).Custom(CheckResources);
        RuleFor(candidate => candidate.Problems).Custom((problems, context) => Report(problems, Resources, context));
        RuleFor(candidate => candidate).Custom(CheckPages);
        RuleFor(candidate => candidate.Problems).Custom((problems, context) => Report(problems, Notifications, context));
        RuleFor(candidate => candidate.Problems).Custom(ReportOthers);
        RuleFor(candidate => candidate.Spec).Custom(CheckEndpoints);
    }

    private void CheckPlans(ApiDefinitionCandidate api, ValidationContext<ApiDefinitionCandidate> context)
    {
        var plans = api.Spec.Plans ?? [];
        if (plans.Count == 0 && api.Spec.State != ApiStates.Stopped)
        {
            Soft(context, CheckIds.NoPlans, "spec.plans", _policy.IsStrict(CheckIds.NoPlans)
                ? $"cannot apply API [{api.Name}]. Its state is set to STARTED, but the API has no plans. APIs must have at least one plan in order to be deployed."
                : $"API [{api.Name}] is started but has no plans: nobody can call it until it gets one");
        }

        foreach (var twice in plans.GroupBy(plan => plan.Name).Where(group => group.Count() > 1))
        {
            Soft(context, CheckIds.PlanNames, "spec.plans", $"API [{api.Name}] has more than one plan named [{twice.Key}]: APIM would keep only one of them");
        }
    }

    private void CheckConflicts(IReadOnlyList<PathConflict> conflicts, ValidationContext<ApiDefinitionCandidate> context)
    {
        foreach (var conflict in conflicts)
        {
            var message = $"invalid API context path [{conflict.Address.Value}]. API [{conflict.Owner.Key}] is already defined with the same path";
            if (conflict.IsTolerated)
            {
                Soft(context, CheckIds.Paths, conflict.Address.Field, $"{message}, as {conflict.Owner.Kind}: gateways serve only one of them");
            }
            else
            {
                context.AddFailure(new ValidationFailure(conflict.Address.Field, message));
            }
        }
    }

    private void CheckPaths(ApiDefinitionSpec api, ValidationContext<ApiDefinitionCandidate> context)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var hosts = api.Proxy?.VirtualHosts ?? [];
        for (var index = 0; index < hosts.Count; index++)
        {
            var path = hosts[index].Path ?? "";
            var field = $"{Hosts}[{index}].path";
            if (!ContextPath.IsValid(path))
            {
                context.AddFailure(new ValidationFailure(field, $"path [{path}] is invalid: it cannot be part of a URL; escape special characters as %XX"));
                continue;
            }

            if (!path.StartsWith('/'))
            {
                Soft(context, CheckIds.Paths, field, $"path [{path}] does not start with a slash: it will be served as [/{path}]");
            }

            if (!seen.Add(ContextPath.Of(hosts[index].Host, path)))
            {
                Soft(context, CheckIds.Paths, field, $"path [{path}] is named twice by this API: remove one of them");
            }
        }
    }

    private static void CheckResources(ApiDefinitionSpec api, ValidationContext<ApiDefinitionCandidate> context)
    {
        var resources = api.Resources ?? [];
        for (var index = 0; index < resources.Count; index++)
        {
            if (resources[index] is not { Ref: null } resource)
            {
                continue;
            }

            Require(context, resource.Type, index, "type");
            Require(context, resource.Name, index, "name");
            Require(context, resource.Configuration is null ? null : "present", index, "configuration");
        }
    }

    private static void Report(
        IReadOnlyList<ResolutionProblem> problems, string field, ValidationContext<ApiDefinitionCandidate> context)
    {
        foreach (var problem in problems.Where(problem => problem.Field.StartsWith(field, StringComparison.Ordinal)))
        {
            context.AddFailure(ResolutionFailures.Of(problem));
        }
    }

    // Those of the context are reported by then.
    private static void ReportOthers(IReadOnlyList<ResolutionProblem> problems, ValidationContext<ApiDefinitionCandidate> context)
    {
        string[] known = [ContextReview.Field, Resources, Notifications];
        Report([.. problems.Where(problem => !known.Any(field => problem.Field.StartsWith(field, StringComparison.Ordinal)))], "", context);
    }

    private static void Require(ValidationContext<ApiDefinitionCandidate> context, string? value, int index, string property)
    {
        if (string.IsNullOrEmpty(value))
        {
            context.AddFailure(new ValidationFailure(
                $"spec.resources[{index}].{property}", $"missing required value in property [{property}]: give the resource one, or refer to an ApiResource with ref"));
        }
    }

    private static void CheckPages(ApiDefinitionCandidate api, ValidationContext<ApiDefinitionCandidate> context)
    {
        var pages = api.Spec.Pages ?? [];
        foreach (var (key, page) in pages.OrderBy(page => page.Key, StringComparer.Ordinal))
        {
            if (!string.IsNullOrEmpty(page.Parent) && !pages.ContainsKey(page.Parent))
            {
                context.AddFailure(new ValidationFailure(
                    $"spec.pages.{key}.parent",
                    $"can not apply API [{api.Name}]. Parent page [{page.Parent}] can not be found for page [{key}]: name the key of another page of this API"));
            }
        }
    }

    private void CheckEndpoints(ApiDefinitionSpec api, ValidationContext<ApiDefinitionCandidate> context)
    {
        var groups = api.Proxy?.Groups ?? [];
        for (var group = 0; group < groups.Count; group++)
        {
            var endpoints = groups[group].Endpoints ?? [];
            var usesDiscovery = groups[group].Services?.Discovery?.Enabled == true;
            if (endpoints.Count == 0 && !usesDiscovery)
            {
                Soft(context, CheckIds.Endpoints, $"spec.proxy.groups[{group}].endpoints", "endpoint group has no endpoints: requests that reach it will fail; add one with a target");
            }

            for (var index = 0; index < endpoints.Count; index++)
            {
                if (!IsAddress(endpoints[index].Target))
                {
                    Soft(
                        context, CheckIds.Endpoints, $"spec.proxy.groups[{group}].endpoints[{index}].target",
                        $"endpoint target [{endpoints[index].Target}] is not a URL: use an absolute address such as https://backend.example.com");
                }
            }
        }
    }

    // A host is asked for too: "backend:8080" has the form of a URL with the scheme "backend", and "/path" that of a file.
    private static bool IsAddress(string? target) =>
        target?.Contains("{#", StringComparison.Ordinal) == true
        || (Uri.TryCreate(target, UriKind.Absolute, out var url) && url.Host.Length > 0);

    private void Soft(ValidationContext<ApiDefinitionCandidate> context, string check, string field, string message) =>
        context.AddFailure(new ValidationFailure(field, message)
        {
            Severity = _policy.IsStrict(check) ? Severity.Error : Severity.Warning,
        });
}

using FluentValidation;
using Gko.Contracts;
using Gko.Contracts.V4;
using Gko.Contracts.Wire;

namespace Gko.Webhooks;

/// <summary>
/// What the type of a v4 API does not support, with upstream's texts and in its order. Looked at before templates are
/// evaluated, as upstream does. The flows of plans, which it never looks at, are warned of.
/// </summary>
internal sealed class ApiV4DefinitionValidator : AbstractValidator<ApiV4DefinitionSpec>
{
    private readonly AdmissionPolicy _policy;

    public ApiV4DefinitionValidator(AdmissionPolicy policy)
    {
        _policy = policy;
        RuleFor(api => api).Custom(CheckFlows);
        RuleFor(api => api).Custom(CheckGroups);
        When(api => api.Type == ApiTypes.Native, () =>
        {
            RuleFor(api => api.FlowExecution).Null()
                .WithMessage(api => $"FlowExecution is not supported in Native API [{api.Name}]").OverridePropertyName("spec.flowExecution");
            RuleFor(api => api.ResponseTemplates).Null()
                .WithMessage(api => $"ResponseTemplates is not supported in Native API [{api.Name}]").OverridePropertyName("spec.responseTemplates");
            RuleFor(api => api).Custom(CheckPorts);
        });
        RuleFor(api => api).Custom(CheckPlanFlows);
    }

    private static void CheckFlows(ApiV4DefinitionSpec api, ValidationContext<ApiV4DefinitionSpec> context)
    {
        foreach (var (field, message) in Unsupported(api, api.Flows, "spec.flows"))
        {
            context.Fail(field, message);
        }
    }

    private void CheckPlanFlows(ApiV4DefinitionSpec api, ValidationContext<ApiV4DefinitionSpec> context)
    {
        foreach (var (key, plan) in (api.Plans ?? []).OrderBy(plan => plan.Key, StringComparer.Ordinal))
        {
            foreach (var (field, message) in Unsupported(api, plan?.Flows, $"spec.plans.{key}.flows"))
            {
                context.Soft(_policy, CheckIds.Flows, field, $"{message}: gateways never run these steps of the plan [{key}]");
            }
        }
    }

    private static IEnumerable<(string Field, string Message)> Unsupported(ApiV4DefinitionSpec api, IReadOnlyList<Flow?>? flows, string field)
    {
        for (var index = 0; index < flows?.Count; index++)
        {
            var flow = flows[index];
            (string Phase, List<Step>? Steps)[] foreign = api.Type == ApiTypes.Native
                ? [("Request", flow?.Request), ("Response", flow?.Response)]
                : [("Connect", flow?.Connect), ("Interact", flow?.Interact)];
            foreach (var (phase, _) in foreign.Where(item => item.Steps is { Count: > 0 }))
            {
                yield return (
                    $"{field}[{index}].{phase.ToLowerInvariant()}",
                    $"{phase} Flow is not supported in {(api.Type == ApiTypes.Native ? "Native" : "V4")} API [{api.Name}]");
            }
        }
    }

    private static void CheckGroups(ApiV4DefinitionSpec api, ValidationContext<ApiV4DefinitionSpec> context)
    {
        for (var index = 0; index < api.EndpointGroups?.Count; index++)
        {
            var field = $"spec.endpointGroups[{index}]";
            var group = api.EndpointGroups[index];
            if (api.Type == ApiTypes.Native && group?.Services is not null)
            {
                context.Fail($"{field}.services", $"EndpointGroup services is not supported in Native API [{api.Name}]");
            }

            if (group?.Http?.MaxWaitQueueSize < -1)
            {
                context.Fail($"{field}.http.maxWaitQueueSize", $"EndpointGroup [{group.Name}] in API [{api.Name}]: maxWaitQueueSize must be >= -1");
            }

            if (group?.Http?.MaxConnectionLifetime < 0)
            {
                context.Fail($"{field}.http.maxConnectionLifetime", $"EndpointGroup [{group.Name}] in API [{api.Name}]: maxConnectionLifetime must be >= 0");
            }
        }
    }

    private static void CheckPorts(ApiV4DefinitionSpec api, ValidationContext<ApiV4DefinitionSpec> context)
    {
        foreach (var (key, plan) in (api.Plans ?? []).OrderBy(plan => plan.Key, StringComparer.Ordinal))
        {
            var message = plan switch
            {
                null or { BootstrapPort: null } => null,
                { BrokerRangeStart: null } or { BrokerRangeEnd: null } =>
                    $"plan [{key}] has bootstrapPort set but brokerRangeStart/brokerRangeEnd are missing in Native API [{api.Name}]",
                _ when plan.BrokerRangeStart >= plan.BrokerRangeEnd =>
                    $"plan [{key}] has invalid broker port range (brokerRangeStart must be < brokerRangeEnd) in Native API [{api.Name}]",
                _ when plan.BootstrapPort >= plan.BrokerRangeStart && plan.BootstrapPort <= plan.BrokerRangeEnd =>
                    $"plan [{key}] has bootstrapPort within broker port range [{plan.BrokerRangeStart},{plan.BrokerRangeEnd}] in Native API [{api.Name}]",
                _ => null,
            };
            if (message is not null)
            {
                context.Fail($"spec.plans.{key}.{(plan!.BrokerRangeStart is null || plan.BrokerRangeStart >= plan.BrokerRangeEnd ? "brokerRangeStart" : "bootstrapPort")}", message);
            }
        }
    }
}

using Gko.Contracts;
using Gko.Contracts.V2;
using Gko.Resolution.Templating;
using static Gko.Resolution.SpecLists;

namespace Gko.Resolution;

/// <summary>Lists what rules look at in v2 APIs.</summary>
internal static class V2Views
{
    public static IEnumerable<PlanView> Plans(ApiDefinitionSpec spec) => Each(spec.Plans, (plan, index) =>
        new PlanView($"{index}", PlanView.Word(plan.Security), $"spec.plans[{index}].security"));

    public static IEnumerable<FieldText> Paths(ApiDefinitionSpec spec) => Each(spec.Proxy?.VirtualHosts, (host, index) =>
        new FieldText(ContextPath.Of(null, host.Path), $"spec.proxy.virtual_hosts[{index}].path"));

    public static IEnumerable<EndpointView> Endpoints(ApiDefinitionSpec spec) =>
        Each(spec.Proxy?.Groups, (group, index) => OfGroup(group, $"spec.proxy.groups[{index}]")).SelectMany(views => views);

    public static IEnumerable<PolicyView> Policies(ApiDefinitionSpec spec) =>
        OfFlows(spec.Flows, "spec.flows", null).Concat(
            Each(spec.Plans, (plan, index) => OfPlan(plan, index, $"spec.plans[{index}]")).SelectMany(views => views));

    public static IEnumerable<FieldText> Tags(ApiDefinitionSpec spec) =>
        OfFlowTags(spec.Flows, "spec.flows").Concat(Each(spec.Plans, (plan, index) =>
            Each(plan.Tags, (tag, at) => new FieldText(tag, $"spec.plans[{index}].tags[{at}]"))
                .Concat(OfFlowTags(plan.Flows, $"spec.plans[{index}].flows"))).SelectMany(tags => tags));

    private static IEnumerable<EndpointView> OfGroup(EndpointGroup group, string field)
    {
        foreach (var endpoint in Each(group.Endpoints, (endpoint, index) => (endpoint.Target, Field: $"{field}.endpoints[{index}].target")))
        {
            if (!string.IsNullOrEmpty(endpoint.Target))
            {
                yield return EndpointView.OfUrl(endpoint.Target, endpoint.Field);
            }
        }

        if (group.Services?.Discovery is { Enabled: true } discovery)
        {
            yield return new($"what {discovery.Provider} finds", null, null, $"{field}.services.discovery") { IsOpen = true };
        }
    }

    private static IEnumerable<PolicyView> OfPlan(Plan plan, int index, string field) =>
        OfFlows(plan.Flows, $"{field}.flows", $"{index}").Concat(
            (plan.Paths ?? []).OrderBy(path => path.Key, StringComparer.Ordinal).SelectMany(path =>
                Each(path.Value, (rule, at) => new PolicyView(
                    rule.Policy?.Name ?? "", $"{field}.paths{FieldPath.Member(path.Key)}[{at}].policy.name", $"{index}", rule.Enabled != false))));

    private static IEnumerable<PolicyView> OfFlows(List<Flow>? flows, string field, string? plan) => Each(flows, (flow, index) =>
        OfSteps(flow, flow.Pre, $"{field}[{index}].pre", plan).Concat(OfSteps(flow, flow.Post, $"{field}[{index}].post", plan)))
        .SelectMany(views => views);

    private static IEnumerable<PolicyView> OfSteps(Flow flow, List<Step>? steps, string field, string? plan) => Each(steps, (step, index) =>
        new PolicyView(step.Policy ?? "", $"{field}[{index}].policy", plan, flow.Enabled != false && step.Enabled != false));

    private static IEnumerable<FieldText> OfFlowTags(List<Flow>? flows, string field) => Each(flows, (flow, index) =>
        Each(flow.Consumers, (consumer, at) => new FieldText(consumer.ConsumerId ?? "", $"{field}[{index}].consumers[{at}].consumerId")))
        .SelectMany(tags => tags)
        .Where(tag => tag.Text.Length > 0);
}

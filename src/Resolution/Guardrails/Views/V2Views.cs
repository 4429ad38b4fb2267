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
        OfFlows(spec.Flows, "spec.flows", null, spec.FlowMode).Concat(
            Each(spec.Plans, (plan, index) => OfPlan(plan, index, $"spec.plans[{index}]", spec.FlowMode)).SelectMany(views => views));

    public static IEnumerable<FieldText> Tags(ApiDefinitionSpec spec) =>
        OfFlowTags(spec.Flows, "spec.flows").Concat(Each(spec.Plans, (plan, index) =>
            Each(plan.Tags, (tag, at) => new FieldText(tag, $"spec.plans[{index}].tags[{at}]"))
                .Concat(OfFlowTags(plan.Flows, $"spec.plans[{index}].flows"))).SelectMany(tags => tags));

    private static IEnumerable<EndpointView> OfGroup(EndpointGroup group, string field)
    {
        var own = Each(group.Endpoints, (endpoint, index) => OfEndpoint(endpoint, $"{field}.endpoints[{index}]")).SelectMany(views => views);
        foreach (var view in own.Concat(OfProxy(group.Proxy, $"{field}.proxy")))
        {
            yield return view;
        }

        if (group.Services?.Discovery is { Enabled: true } discovery)
        {
            yield return new($"what {discovery.Provider} finds", null, null, $"{field}.services.discovery") { IsOpen = true };
        }
    }

    private static IEnumerable<EndpointView> OfEndpoint(Endpoint endpoint, string field) =>
    [
        .. string.IsNullOrEmpty(endpoint.Target) ? Array.Empty<EndpointView>() : [EndpointView.OfUrl(endpoint.Target, $"{field}.target")],
        .. OfProxy(endpoint.Proxy, $"{field}.proxy"),
    ];

    private static IEnumerable<EndpointView> OfProxy(HttpProxy? proxy, string field) =>
        proxy is { Enabled: true } ? [EndpointView.OfProxy(proxy.UseSystemProxy == true, proxy.Host, field)] : [];

    private static IEnumerable<PolicyView> OfPlan(Plan plan, int index, string field, string? mode) =>
        OfFlows(plan.Flows, $"{field}.flows", $"{index}", mode).Concat(
            (plan.Paths ?? []).OrderBy(path => path.Key, StringComparer.Ordinal).SelectMany(path =>
                Each(path.Value, (rule, at) => new PolicyView(
                    rule.Policy?.Name ?? "", $"{field}.paths{FieldPath.Member(path.Key)}[{at}].policy.name", $"{index}",
                    FlowScope.Of(rule, path.Key, plan.Paths!.Count > 1)))));

    private static IEnumerable<PolicyView> OfFlows(List<Flow>? flows, string field, string? plan, string? mode) => Each(flows, (flow, index) =>
    {
        var runs = FlowScope.Of(flow, FlowScope.HasRivals(mode, flows!.Count));
        return OfSteps(flow.Pre, $"{field}[{index}].pre", plan, runs).Concat(OfSteps(flow.Post, $"{field}[{index}].post", plan, runs));
    }).SelectMany(views => views);

    private static IEnumerable<PolicyView> OfSteps(List<Step>? steps, string field, string? plan, PolicyRuns runs) => Each(steps, (step, index) =>
        new PolicyView(step.Policy ?? "", $"{field}[{index}].policy", plan, FlowScope.Of(runs, step)));

    private static IEnumerable<FieldText> OfFlowTags(List<Flow>? flows, string field) => Each(flows, (flow, index) =>
        Each(flow.Consumers, (consumer, at) => new FieldText(consumer.ConsumerId ?? "", $"{field}[{index}].consumers[{at}].consumerId")))
        .SelectMany(tags => tags)
        .Where(tag => tag.Text.Length > 0);
}

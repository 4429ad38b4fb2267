using System.Text.Json;
using Gko.Contracts;
using Gko.Contracts.V4;
using Gko.Contracts.Wire;
using Gko.Resolution.Templating;
using static Gko.Resolution.SpecLists;

namespace Gko.Resolution;

/// <summary>Lists what rules look at in v4 APIs.</summary>
internal static class V4Views
{
    public static IEnumerable<PlanView> Plans(ApiV4DefinitionSpec spec) => Ordered(spec).Select(plan => new PlanView(
        plan.Key,
        plan.Value.Security is null && string.Equals(plan.Value.Mode, PlanModes.Push, StringComparison.OrdinalIgnoreCase)
            ? null
            : PlanView.Word(plan.Value.Security?.Type),
        $"{FieldOf(plan.Key)}.security.type"));

    /// <summary>Hosts of TCP and KAFKA listeners are no paths.</summary>
    public static IEnumerable<FieldText> Paths(ApiV4DefinitionSpec spec) => Each(spec.Listeners, (listener, index) =>
        string.Equals(JsonReading.Text(listener, "type"), "HTTP", StringComparison.OrdinalIgnoreCase)
            ? Each(JsonReading.Items(listener, "paths"), (path, at) => new FieldText(
                ContextPath.Of(null, JsonReading.Text(path, "path")), $"spec.listeners[{index}].paths[{at}].path"))
            : []).SelectMany(paths => paths);

    public static IEnumerable<EndpointView> Endpoints(ApiV4DefinitionSpec spec) =>
        Each(spec.EndpointGroups, (group, index) => V4Endpoints.Of(group, $"spec.endpointGroups[{index}]")).SelectMany(views => views);

    public static IEnumerable<PolicyView> Policies(ApiV4DefinitionSpec spec, string? ns)
    {
        var mode = spec.FlowExecution?.Mode;
        return OfFlows(spec.Flows, "spec.flows", null, mode, ns).Concat(
            Ordered(spec).SelectMany(plan => OfFlows(plan.Value.Flows, $"{FieldOf(plan.Key)}.flows", plan.Key, mode, ns)));
    }

    public static IEnumerable<FieldText> Tags(ApiV4DefinitionSpec spec) =>
        OfFlowTags(spec.Flows, "spec.flows").Concat(Ordered(spec).SelectMany(plan =>
            Each(plan.Value.Tags, (tag, at) => new FieldText(tag, $"{FieldOf(plan.Key)}.tags[{at}]"))
                .Concat(OfFlowTags(plan.Value.Flows, $"{FieldOf(plan.Key)}.flows"))));

    private static IEnumerable<KeyValuePair<string, Plan>> Ordered(ApiV4DefinitionSpec spec) =>
        (spec.Plans ?? []).Where(plan => plan.Value is not null).OrderBy(plan => plan.Key, StringComparer.Ordinal);

    private static string FieldOf(string plan) => $"spec.plans{FieldPath.Member(plan)}";

    private static IEnumerable<PolicyView> OfFlows(List<Flow>? flows, string field, string? plan, string? mode, string? ns) => Each(flows, (flow, index) =>
    {
        var runs = FlowScope.Of(flow, FlowScope.HasRivals(mode, flows!.Count));
        return FlowPhases.Of(flow).SelectMany(phase => Each(phase.Steps, (step, at) =>
            OfStep(step, $"{field}[{index}].{phase.Phase}[{at}]", plan, FlowScope.Of(runs, step), ns)));
    }).SelectMany(views => views);

    private static PolicyView OfStep(Step step, string field, string? plan, PolicyRuns runs, string? ns) => step switch
    {
        { SharedPolicyGroupRef: { } group } => new("", $"{field}.sharedPolicyGroupRef", plan, runs, new GroupLink(References.Target(group, ns))),
        { Policy: PolicyGroupSteps.Policy } => new(PolicyGroupSteps.Policy, $"{field}.configuration", plan, runs, GroupLink.ById(step)),
        _ => new(step.Policy ?? "", $"{field}.policy", plan, runs),
    };

    private static IEnumerable<FieldText> OfFlowTags(List<Flow>? flows, string field) => Each(flows, (flow, index) =>
        Each(flow.Tags, (tag, at) => new FieldText(tag, $"{field}[{index}].tags[{at}]"))).SelectMany(tags => tags);
}

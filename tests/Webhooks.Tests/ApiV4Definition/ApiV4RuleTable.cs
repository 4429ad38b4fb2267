using System.Text.Json;
using Gko.Contracts;
using Gko.Contracts.V4;
using Gko.Contracts.Wire;
using Gko.Testing.Builders;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

/// <summary>The rules that only v4 APIs have, by the ids of the specification.</summary>
internal static class ApiV4RuleTable
{
    public static IReadOnlyList<ApiRule> All { get; } = [.. TypeRules(), .. PortRules(), .. PolicyGroupRules(), .. Checks()];

    private static ApiRule[] TypeRules() =>
    [
        new("none native", Native(_ => { })),
        new("V4-1 request", Native(spec => spec.Flows = [new Flow(), new Flow { Request = [new Step()] }]),
            "Request Flow is not supported in Native API [api]", "spec.flows[1].request"),
        new("V4-1 empty request", Native(spec => spec.Flows = [new Flow { Request = [] }])),
        new("V4-2 response", Native(spec => spec.Flows = [new Flow { Response = [new Step()] }]),
            "Response Flow is not supported in Native API [api]", "spec.flows[0].response"),
        new("V4-1 other type", Of(spec => spec.Flows = [new Flow { Request = [new Step()], Response = [new Step()] }])),
        new("V4-3 connect", Of(spec => spec.Flows = [new Flow { Connect = [new Step()] }]), "Connect Flow is not supported in V4 API [api]", "spec.flows[0].connect"),
        new("V4-4 interact", Of(spec => (spec.Type, spec.Flows) = ("MESSAGE", [new Flow { Interact = [new Step()] }])),
            "Interact Flow is not supported in V4 API [api]", "spec.flows[0].interact"),
        new("V4-3 native", Native(spec => spec.Flows = [new Flow { Connect = [new Step()], Interact = [new Step()] }])),
        new("V4-5 services", Native(spec => spec.EndpointGroups![0].Services = new()),
            "EndpointGroup services is not supported in Native API [api]", "spec.endpointGroups[0].services"),
        new("V4-5 other type", Of(spec => spec.EndpointGroups![0].Services = new())),
        new("V4-5b queue", Of(spec => spec.EndpointGroups![0].Http = new() { MaxWaitQueueSize = -2 }),
            "EndpointGroup [main] in API [api]: maxWaitQueueSize must be >= -1", "spec.endpointGroups[0].http.maxWaitQueueSize"),
        new("V4-5b unlimited", Of(spec => spec.EndpointGroups![0].Http = new() { MaxWaitQueueSize = -1, MaxConnectionLifetime = 0 })),
        new("V4-5c lifetime", Of(spec => spec.EndpointGroups![0].Http = new() { MaxConnectionLifetime = -1 }),
            "EndpointGroup [main] in API [api]: maxConnectionLifetime must be >= 0", "spec.endpointGroups[0].http.maxConnectionLifetime"),
        new("V4-6 execution", Native(spec => spec.FlowExecution = new()), "FlowExecution is not supported in Native API [api]", "spec.flowExecution"),
        new("V4-6 other type", Of(spec => spec.FlowExecution = new())),
        new("V4-7 templates", Native(spec => spec.ResponseTemplates = []), "ResponseTemplates is not supported in Native API [api]", "spec.responseTemplates"),
        new("V4-7 other type", Of(spec => spec.ResponseTemplates = [])),
        new("F3 plan with request", Native(spec => spec.Plans!["KeyLess"].Flows = [new Flow { Request = [new Step()] }]), Field: "spec.plans.KeyLess.flows[0].request")
            { Check = CheckIds.Flows, Warning = "Request Flow is not supported in Native API [api]: gateways never run these steps of the plan [KeyLess]" },
        new("F3 plan with connect", Of(spec => spec.Plans!["KeyLess"].Flows = [new Flow { Connect = [new Step()] }]), Field: "spec.plans.KeyLess.flows[0].connect")
            { Check = CheckIds.Flows, Warning = "Connect Flow is not supported in V4 API [api]: gateways never run these steps of the plan [KeyLess]" },
    ];

    private static ApiRule[] PortRules() =>
    [
        new("V4-8a no range", Ports(9092, null, 9095),
            "plan [KeyLess] has bootstrapPort set but brokerRangeStart/brokerRangeEnd are missing in Native API [api]", "spec.plans.KeyLess.brokerRangeStart"),
        new("V4-8b no end before start", Ports(9092, 9095, 9095),
            "plan [KeyLess] has invalid broker port range (brokerRangeStart must be < brokerRangeEnd) in Native API [api]", "spec.plans.KeyLess.brokerRangeStart"),
        new("V4-8c inside", Ports(9095, 9093, 9095), "plan [KeyLess] has bootstrapPort within broker port range [9093,9095] in Native API [api]", "spec.plans.KeyLess.bootstrapPort"),
        new("V4-8 right", Ports(9092, 9093, 9095)),
        new("V4-8 no bootstrap", Ports(null, 9095, 9093)),
        new("V4-8 other type", Of(spec => spec.Plans!["KeyLess"].BootstrapPort = 1)),
        new("N15 two plans", Native(spec =>
        {
            spec.Plans!["a"] = APlan(9092, 9100, 9110);
            spec.Plans["b"] = APlan(9093, 9110, 9120);
        }), Field: "spec.plans.b.brokerRangeStart") { Check = CheckIds.KafkaPorts, Warning = "plan [b] and plan [a] want the same ports, 9110-9120 and 9100-9110: give them different ones" },
        new("N15 two APIs", Ports(9092, 9100, 9110), Field: "spec.plans.KeyLess.bootstrapPort")
        {
            Given = cluster => cluster.Put(ANativeApi(spec => spec.Plans!["Other"] = APlan(9000, 9091, 9092), "first").Build()),
            Check = CheckIds.KafkaPorts, Warning = "plan [KeyLess] wants ports 9092, but plan [Other] of API [default/first] has 9091-9092: a gateway can serve only one of them",
        },
        new("N15 two APIs of which one is stopped", Ports(9092, 9100, 9110))
        {
            Given = cluster => cluster.Put(ANativeApi(spec => (spec.State, spec.Plans!["Other"]) = (ApiStates.Stopped, APlan(9092, 9100, 9110)), "first").Build()),
        },
        new("N15 far apart", Ports(9092, 9100, 9110))
            { Given = cluster => cluster.Put(ANativeApi(spec => spec.Plans!["Other"] = APlan(9093, 9111, 9120), "first").Build()) },
    ];

    private static ApiRule[] PolicyGroupRules() =>
    [
        new("V4-9a missing", Of(spec => spec.Flows = [new Flow { Request = [Shared("absent")] }]),
            $"unable to get Shared Policy Group [absent] in namespace [default]: {Rules.NotFound}", "spec.flows[0].request[0].sharedPolicyGroupRef"),
        new("V4-9a missing for a plan", Of(spec => spec.Plans!["KeyLess"].Flows = [new Flow { Response = [Shared("absent")] }]),
            $"unable to get Shared Policy Group [absent] in namespace [default]: {Rules.NotFound}", "spec.plans.KeyLess.flows[0].response[0].sharedPolicyGroupRef"),
        new("V4-9a before B3", Of(spec => (spec.Plans, spec.Flows) = ([], [new Flow { Request = [Shared("absent")] }])),
            $"unable to get Shared Policy Group [absent] in namespace [default]: {Rules.NotFound}", "spec.flows[0].request[0].sharedPolicyGroupRef"),
        new("V4-9b other phase", Of(spec => spec.Flows = [new Flow { Response = [Shared("policies")] }]),
            "Incompatible Shared Policy Group [policies] with phase [REQUEST] for FlowStep [RESPONSE]", "spec.flows[0].response[0].sharedPolicyGroupRef") { Given = Group },
        new("V4-9b right phase", Of(spec => spec.Flows = [new Flow { Request = [Shared("policies")] }])) { Given = Group },
        new("F3 missing after a request step", Of(spec => spec.Flows = [new Flow { Request = [new Step(), Shared("absent")] }]), Field: "spec.flows[0].request[1].sharedPolicyGroupRef")
            { Check = CheckIds.Flows, Warning = $"unable to get Shared Policy Group [absent] in namespace [default]: {Rules.NotFound}" },
        new("F3 other phase in a later flow", Of(spec => spec.Flows = [new Flow { Request = [new Step()] }, new Flow { Response = [Shared("policies")] }]),
            Field: "spec.flows[1].response[0].sharedPolicyGroupRef")
            { Given = Group, Check = CheckIds.Flows, Warning = "Incompatible Shared Policy Group [policies] with phase [REQUEST] for FlowStep [RESPONSE]" },
        new("F3 group not synced yet", Of(spec => spec.Flows = [new Flow { Request = [Shared("policies")] }]), Field: "spec.flows[0].request[0].sharedPolicyGroupRef")
        {
            Given = cluster => cluster.Put(APolicyGroup(crossId: null)),
            Warning = "Shared Policy Group [default/policies] is not synced yet: the API waits until APIM has given the group an id",
        },
    ];

    private static ApiRule[] Checks() =>
    [
        new("N6 Kafka host taken", Native(spec => spec.Listeners = [JsonElement.Parse("""{"type":"KAFKA","host":"kafka.local"}""")]), Field: "spec.listeners[0].host")
        {
            Given = cluster => cluster.Put(ANativeApi(_ => { }, "first").WithListener("""{"type":"KAFKA","host":"kafka.local"}""").Build()),
            Check = CheckIds.Paths, Warning = "invalid API context path [kafka.local]. API [default/first] is already defined with the same path, as ApiV4Definition: gateways serve only one of them",
        },
        new("B4 TCP host taken", Of(spec => spec.Listeners = [JsonElement.Parse("""{"type":"TCP","hosts":["a","tcp.local"]}""")]),
            "invalid API context path [tcp.local]. API [default/first] is already defined with the same path", "spec.listeners[0].hosts[1]")
            { Given = cluster => cluster.Put(AV4Api("first").WithListener("""{"type":"TCP","hosts":["tcp.local"]}""").Build()) },
        new("N7 target that is no text", Of(spec => spec.EndpointGroups![0].Endpoints![0].Configuration = JsonElement.Parse("""{"target":{"host":"h","port":1}}"""))),
        new("N7 discovery", Of(spec => (spec.EndpointGroups![0].Endpoints, spec.EndpointGroups[0].Services) = ([], new() { Discovery = new() { Type = "consul" } }))),
    ];

    private static Action<ApiSpec> Of(Action<ApiV4DefinitionSpec> change) => spec => change((ApiV4DefinitionSpec)spec);

    private static Action<ApiSpec> Native(Action<ApiV4DefinitionSpec> change) => Of(spec =>
    {
        spec.Type = ApiTypes.Native;
        change(spec);
    });

    private static Action<ApiSpec> Ports(int? bootstrap, int? first, int? last) => Native(spec => spec.Plans!["KeyLess"] = APlan(bootstrap, first, last));

    private static Plan APlan(int? bootstrap, int? first, int? last) => new()
    {
        Name = "plan", Security = new PlanSecurity { Type = PlanSecurities.KeyLess }, BootstrapPort = bootstrap, BrokerRangeStart = first, BrokerRangeEnd = last,
    };

    public static ApiV4Builder ANativeApi(Action<ApiV4DefinitionSpec> change, string name = "api") =>
        AV4Api(name).With(spec => spec.Type = ApiTypes.Native).With(change);

    private static Step Shared(string name) => new() { SharedPolicyGroupRef = new() { Name = name } };

    private static void Group(FakeCluster cluster) => cluster.Put(APolicyGroup());
}

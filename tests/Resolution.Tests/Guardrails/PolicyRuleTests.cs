using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gko.Contracts;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests.Guardrails;

/// <summary>Where policies stand, and which of them count.</summary>
public sealed class PolicyRuleTests : IAsyncLifetime
{
    private GuardrailHarness _harness = null!;

    public async ValueTask InitializeAsync() => _harness = await GuardrailHarness.CreateAsync();

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public void Required_InAFlowOfEachPlan_IsEnough()
    {
        Demand(rules => rules.RequiredPolicies = ["quota"]);
        var api = AnApi().WithPlans("a", "b").With(spec => spec.Plans!.ForEach(plan =>
            plan.Flows = [new() { Post = [new() { Policy = "quota" }] }]));

        _harness.Judge(api).ShouldBeEmpty();
    }

    [Fact]
    public void Required_InAFlowOfSomePlans_IsMissing()
    {
        Demand(rules => rules.RequiredPolicies = ["quota"]);
        var api = AnApi().WithPlans("a", "b").With(spec =>
            spec.Plans![0].Paths = new() { ["/"] = [new() { Policy = new() { Name = "quota" } }] });

        _harness.Judge(api).ShouldHaveSingleItem().ShouldContain("the policy [quota] is missing");
    }

    [Fact]
    public void Required_InADisabledFlow_IsMissing()
    {
        Demand(rules => rules.RequiredPolicies = ["quota"]);
        var api = AV4Api().With(spec => spec.Flows = [new() { Enabled = false, Request = [new() { Policy = "quota" }] }]);

        _harness.Judge(api).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("""{}""", "")]
    [InlineData("""{"path-operator":{"path":"/","operator":"STARTS_WITH"},"methods":[]}""", "")]
    [InlineData("""{"methods":["GET","POST","PUT","PATCH","DELETE","OPTIONS","HEAD","CONNECT","TRACE","OTHER"]}""", "")]
    [InlineData("""{"path-operator":{"path":"/a"}}""", "?")]
    [InlineData("""{"path-operator":{"path":"/","operator":"EQUALS"}}""", "?")]
    [InlineData("""{"methods":["TRACE"]}""", "?")]
    [InlineData("""{"condition":"{false}"}""", "?")]
    [InlineData("""{"consumers":[{"consumerId":"eu"}]}""", "?")]
    [InlineData("""{"enabled":false}""", "!")]
    public void Required_InAV2Flow_CountsIfItIsForAllRequests(string flow, string expected)
    {
        Demand(rules => rules.RequiredPolicies = ["quota"]);
        var api = AnApi().With(spec =>
        {
            spec.Flows = [Read<ApiDefinitionSpec>($$"""{"flows":[{{flow}}]}""", ContractsJson.Relaxed.ApiDefinitionSpec).Flows![0]];
            spec.Flows[0].Pre = [new() { Policy = "quota" }];
        });

        Verdict(api.Build()).ShouldBe(expected);
    }

    [Theory]
    [InlineData("""{}""", "")]
    [InlineData("""{"selectors":[{"type":"HTTP","path":"/","pathOperator":"STARTS_WITH","methods":[]}]}""", "")]
    [InlineData("""{"selectors":[{"type":"CHANNEL","channel":"/","operations":["PUBLISH","SUBSCRIBE"]}]}""", "")]
    [InlineData("""{"selectors":[{"type":"HTTP","path":"/a","pathOperator":"STARTS_WITH"}]}""", "?")]
    [InlineData("""{"selectors":[{"type":"HTTP","path":"/","pathOperator":"EQUALS"}]}""", "?")]
    [InlineData("""{"selectors":[{"type":"HTTP","path":"/","methods":["TRACE"]}]}""", "?")]
    [InlineData("""{"selectors":[{"type":"HTTP","path":"/","methods":"TRACE"}]}""", "?")]
    [InlineData("""{"selectors":[{"type":"CHANNEL","channel":"/","operations":["PUBLISH"]}]}""", "?")]
    [InlineData("""{"selectors":[{"type":"CONDITION","condition":"{false}"}]}""", "?")]
    [InlineData("""{"selectors":[{"type":"MCP","methods":["tools/list"]}]}""", "?")]
    [InlineData("""{"tags":["eu"]}""", "?")]
    [InlineData("""{"enabled":false}""", "!")]
    public void Required_InAV4Flow_CountsIfItIsForAllRequests(string flow, string expected)
    {
        Demand(rules => rules.RequiredPolicies = ["quota"]);
        var api = AV4Api().With(spec =>
        {
            spec.Flows = [Read<ApiV4DefinitionSpec>($$"""{"flows":[{{flow}}]}""", ContractsJson.Relaxed.ApiV4DefinitionSpec).Flows![0]];
            spec.Flows[0].Request = [new() { Policy = "quota" }];
        });

        Verdict(api.Build()).ShouldBe(expected);
    }

    [Fact]
    public void Required_InAStepWithACondition_IsUndecided()
    {
        Demand(rules => rules.RequiredPolicies = ["quota"]);

        Verdict(AV4Api().With(spec => spec.Flows = [new() { Request = [new() { Policy = "quota", Condition = "{false}" }] }]).Build()).ShouldBe("?");
        Verdict(AV4Api().With(spec => spec.Flows = [new() { Publish = [new() { Policy = "quota", MessageCondition = "{false}" }] }]).Build()).ShouldBe("?");
    }

    [Theory]
    [InlineData("DEFAULT", "")]
    [InlineData("BEST_MATCH", "?")]
    public void Required_InOneOfSeveralFlows_CountsUnlessOnlyTheBestRuns(string mode, string expected)
    {
        Demand(rules => rules.RequiredPolicies = ["quota"]);
        var v2 = AnApi().With(spec => (spec.FlowMode, spec.Flows) = (mode, [new() { Pre = [new() { Policy = "quota" }] }, new() { PathOperator = new() { Path = "/a" } }]));
        var v4 = AV4Api().With(spec => (spec.FlowExecution, spec.Flows) = (new() { Mode = mode }, [new() { Request = [new() { Policy = "quota" }] }, new()]));

        (Verdict(v2.Build()), Verdict(v4.Build())).ShouldBe((expected, expected));
    }

    [Fact]
    public void Required_SometimesInThePlanAndAlwaysInTheApi_IsEnough()
    {
        Demand(rules => rules.RequiredPolicies = ["quota"]);

        Verdict(AV4Api().With(spec =>
        {
            spec.Flows = [new() { Request = [new() { Policy = "quota" }] }];
            spec.Plans!["KeyLess"].Flows = [new() { Tags = ["eu"], Request = [new() { Policy = "quota" }] }];
        }).Build()).ShouldBe("");
    }

    [Fact]
    public void Forbidden_WhereverItStands_IsFound()
    {
        Demand(rules => rules.ForbiddenPolicies = ["groovy"]);
        var v2 = AnApi().With(spec =>
        {
            spec.Flows = [new() { Post = [new() { Policy = "mock" }, new() { Policy = "groovy" }] }];
            spec.Plans![0].Flows = [new() { Pre = [new() { Policy = "groovy" }] }];
            spec.Plans![0].Paths = new() { ["/a b"] = [new() { Policy = new() { Name = "groovy" } }] };
        });
        var v4 = AV4Api().With(spec =>
        {
            Contracts.V4.Step[] steps = [new() { Policy = "groovy" }];
            spec.Flows = [new() { Response = [.. steps], Connect = [.. steps], Interact = [.. steps], Subscribe = [.. steps] }];
            spec.Plans!["KeyLess"].Flows = [new() { Publish = [.. steps] }];
        });

        Fields(v2.Build()).ShouldBe(
            ["spec.flows[0].post[1].policy", "spec.plans[0].flows[0].pre[0].policy", "spec.plans[0].paths[/a b][0].policy.name"]);
        Fields(v4.Build()).ShouldBe(
        [
            "spec.flows[0].response[0].policy", "spec.flows[0].connect[0].policy", "spec.flows[0].interact[0].policy",
            "spec.flows[0].subscribe[0].policy", "spec.plans.KeyLess.flows[0].publish[0].policy",
        ]);
    }

    private static T Read<T>(string json, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(json, type)!;

    /// <summary>Nothing, a question mark where nobody can tell, or an exclamation mark.</summary>
    private string Verdict(IApi api) => string.Concat(_harness.Evaluate(api).Select(violation => violation.IsUndecided ? '?' : '!'));

    private void Demand(Action<GuardrailRules> change) => _harness.Cluster.Put(AGuardrail().Demanding(change).Build());

    private IEnumerable<string> Fields(IApi api) =>
        _harness.Evaluate(api).Select(violation => violation.Field);
}

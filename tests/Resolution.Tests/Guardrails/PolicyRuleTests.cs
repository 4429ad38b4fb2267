using Gko.Contracts;
using Gko.Kubernetes.Model;
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

    [Fact]
    public void Required_InASharedPolicyGroup_IsFound()
    {
        Demand(rules => rules.RequiredPolicies = ["quota"]);
        PutGroup("quota");

        _harness.Judge(AV4Api().With(UseGroup)).ShouldBeEmpty();
    }

    [Fact]
    public void Forbidden_InASharedPolicyGroup_IsFoundAtItsReference()
    {
        Demand(rules => rules.ForbiddenPolicies = ["groovy"]);
        PutGroup("groovy");

        _harness.Judge(AV4Api().With(UseGroup)).ShouldHaveSingleItem()
            .ShouldContain("[groovy] is not allowed at spec.flows[0].publish[0].sharedPolicyGroupRef");
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

    private static void UseGroup(ApiV4DefinitionSpec spec) =>
        spec.Flows = [new() { Publish = [new() { SharedPolicyGroupRef = new() { Name = "policies" } }] }];

    private void PutGroup(string policy)
    {
        var group = APolicyGroup();
        group.Spec!.Steps = [new SharedPolicyGroupStep { Policy = policy }];
        _harness.Cluster.Put(group);
    }

    private void Demand(Action<GuardrailRules> change) => _harness.Cluster.Put(AGuardrail().Demanding(change).Build());

    private IEnumerable<string> Fields(IApi api) =>
        _harness.Resolution.Guardrails.Evaluate(api, api.CommonSpec!).Select(violation => violation.Field);
}

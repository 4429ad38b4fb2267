using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gko.Contracts;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests.Guardrails;

/// <summary>Rules about policies where steps stand for SharedPolicyGroups.</summary>
public sealed class PolicyGroupRuleTests : IAsyncLifetime
{
    private GuardrailHarness _harness = null!;

    public async ValueTask InitializeAsync() => _harness = await GuardrailHarness.CreateAsync();

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

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
    public void Groups_ManyStepsOfALongOne_AreNotMultiplied()
    {
        const int Many = 20_000;
        Demand(rules => (rules.RequiredPolicies, rules.ForbiddenPolicies) = (["quota"], ["groovy"]));
        PutGroup([.. Enumerable.Range(0, Many).Select(index => $"policy-{index}")]);
        var api = AV4Api().With(spec => spec.Flows =
            [new() { Request = [.. Enumerable.Range(0, Many).Select(_ => new Contracts.V4.Step { SharedPolicyGroupRef = new() { Name = "policies" } })] }]).Build();
        var before = GC.GetAllocatedBytesForCurrentThread();

        _harness.Evaluate(api).ShouldHaveSingleItem().Rule.ShouldBe("requiredPolicies");

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100_000_000);
    }

    [Fact]
    public void Forbidden_InVeryManySteps_StopsCounting()
    {
        Demand(rules => rules.ForbiddenPolicies = ["p*"]);
        PutGroup([.. Enumerable.Range(0, 1000).Select(index => $"policy-{index}")]);

        _harness.Judge(AV4Api().With(UseGroup)).Count.ShouldBe(50);
    }

    [Fact]
    public async Task Group_ThatIsNotSeenYet_IsReadFromTheApiServer()
    {
        Demand(rules => rules.ForbiddenPolicies = ["groovy"]);
        PutGroup(seen: false, "groovy");

        (await _harness.EvaluateAsync(AV4Api().With(UseGroup).Build())).ShouldHaveSingleItem().IsUndecided.ShouldBeFalse();
    }

    [Fact]
    public async Task Group_ThatCannotBeRead_IsUndecided()
    {
        Demand(rules => (rules.RequiredPolicies, rules.ForbiddenPolicies) = (["quota"], ["groovy"]));
        _harness.Cluster.Forbid<SharedPolicyGroup>();

        var violations = await _harness.EvaluateAsync(AV4Api().With(UseGroup).Build());

        violations.Select(violation => (violation.Rule, violation.IsUndecided)).ShouldBe([("requiredPolicies", true), ("forbiddenPolicies", true)]);
        violations[1].Message.ShouldContain("[the SharedPolicyGroup default/policies] cannot be judged beforehand");
    }

    [Theory]
    [InlineData("""{"hrid":"default-policies"}""", "groovy", false)]
    [InlineData("""{"sharedPolicyGroupId":"cross-id"}""", "groovy", false)]
    [InlineData("""{"sharedPolicyGroupId":"cross-id","hrid":"default-policies"}""", "groovy", false)]
    [InlineData("""{"sharedPolicyGroupId":"cross-id","hrid":"default-others"}""", "the SharedPolicyGroup of the step", true)]
    [InlineData("""{"sharedPolicyGroupId":"elsewhere"}""", "the SharedPolicyGroup of the step", true)]
    [InlineData("{}", "the SharedPolicyGroup of the step", true)]
    public void Group_NamedByItsIds_CountsAsItsPolicies(string configuration, string value, bool isUndecided)
    {
        Demand(rules => rules.ForbiddenPolicies = ["groovy"]);
        PutGroup("groovy");

        var violation = _harness.Evaluate(AV4Api().With(spec => UseLiterally(spec, configuration)).Build()).ShouldHaveSingleItem();

        violation.Message.ShouldContain($"[{value}] ");
        (violation.Field, violation.IsUndecided).ShouldBe(("spec.flows[0].request[0].configuration", isUndecided));
    }

    [Fact]
    public void Group_NamedByItsIdsInAnotherContext_IsUndecided()
    {
        Demand(rules => rules.ForbiddenPolicies = ["groovy"]);
        PutGroup("groovy");

        _harness.Evaluate(AV4Api().With(spec =>
        {
            UseLiterally(spec, """{"hrid":"default-policies"}""");
            spec.ContextRef = new() { Name = "other" };
        }).Build()).ShouldHaveSingleItem().IsUndecided.ShouldBeTrue();
    }

    [Fact]
    public void Forbidden_NamingGroupsByTheirIds_IsFound()
    {
        Demand(rules => rules.ForbiddenPolicies = ["shared-policy-group-policy"]);
        PutGroup("quota");

        _harness.Judge(AV4Api().With(spec => UseLiterally(spec, """{"hrid":"default-policies"}"""))).ShouldHaveSingleItem();
        _harness.Judge(AV4Api().With(UseGroup)).ShouldBeEmpty();
    }

    private static void UseGroup(ApiV4DefinitionSpec spec) =>
        spec.Flows = [new() { Publish = [new() { SharedPolicyGroupRef = new() { Name = "policies" } }] }];

    private static void UseLiterally(ApiV4DefinitionSpec spec, string configuration)
    {
        spec.ContextRef = new() { Name = "ctx" };
        spec.Flows = [new() { Request = [new() { Policy = "shared-policy-group-policy", Configuration = JsonElement.Parse(configuration) }] }];
    }

    private void PutGroup(params string[] policies) => PutGroup(seen: true, policies);

    private void PutGroup(bool seen, params string[] policies)
    {
        var group = APolicyGroup();
        group.Spec!.Steps = [.. policies.Select(policy => new SharedPolicyGroupStep { Policy = policy })];
        _harness.Cluster.Put(group, seen);
    }

    private void Demand(Action<GuardrailRules> change) => _harness.Cluster.Put(AGuardrail().Demanding(change).Build());
}

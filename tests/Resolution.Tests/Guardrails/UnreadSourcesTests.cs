using Gko.Contracts;
using Gko.Contracts.V4;
using Gko.Kubernetes.Model.Core;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests.Guardrails;

/// <summary>What is told of the reasons why something is undecided.</summary>
public sealed class UnreadSourcesTests : IAsyncLifetime
{
    private GuardrailHarness _harness = null!;

    public async ValueTask InitializeAsync() => _harness = await GuardrailHarness.CreateAsync();

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task Evaluate_NamespaceThatCannotBeRead_TellsWhy()
    {
        _harness.Cluster.Fail<NamespaceMetadata>();
        DemandOfTheRedTeam();

        var problem = (await _harness.JudgementAsync(AnApi().Build())).Unread.ShouldHaveSingleItem();

        (problem.Message, problem.Field).ShouldBe((
            "which guardrails are meant for the namespace [default] is not known, because it could not be read: 503 ServiceUnavailable: answered 503",
            "metadata.namespace"));
    }

    [Fact]
    public async Task Evaluate_NamespaceThatIsReadFromTheApiServer_TellsNothing()
    {
        _harness.Cluster.Put(ANamespace("default", ("team", "red")), seen: false);
        DemandOfTheRedTeam();

        (await _harness.JudgementAsync(AnApi().Build())).Unread.ShouldBeEmpty();
    }

    [Fact]
    public async Task Evaluate_PolicyGroupThatMayNotBeRead_TellsWhy()
    {
        _harness.Cluster.Forbid<SharedPolicyGroup>();
        ForbidGroovy();

        var problem = (await JudgeUserOfAGroupAsync()).Unread.ShouldHaveSingleItem();

        (problem.Message, problem.Field).ShouldBe((
            "which policies the SharedPolicyGroup [default/policies] has is not known to guardrails, because it could not be read: the operator's service account may not read it; grant it access to that namespace",
            "spec.flows[0].request[0].sharedPolicyGroupRef"));
    }

    [Fact]
    public async Task Evaluate_PolicyGroupOfAServerThatFails_TellsWhy()
    {
        _harness.Cluster.Fail<SharedPolicyGroup>();
        ForbidGroovy();

        (await JudgeUserOfAGroupAsync()).Unread.ShouldHaveSingleItem().Message.ShouldEndWith(", because it could not be read: 503 ServiceUnavailable: answered 503");
    }

    [Fact]
    public async Task Evaluate_PolicyGroupThatIsNotThere_TellsNothing()
    {
        ForbidGroovy();

        var judgement = await JudgeUserOfAGroupAsync();

        (judgement.Violations.Count, judgement.Unread.Count).ShouldBe((1, 0));
    }

    private void DemandOfTheRedTeam() => _harness.Cluster.Put(
        AGuardrail().Demanding(rules => rules.Visibilities = ["PUBLIC"])
            .With(spec => spec.NamespaceSelector = new() { MatchLabels = new() { ["team"] = "red" } }).Build());

    private void ForbidGroovy() => _harness.Cluster.Put(AGuardrail().Demanding(rules => rules.ForbiddenPolicies = ["groovy"]).Build());

    private Task<GuardrailJudgement> JudgeUserOfAGroupAsync()
    {
        var step = new Step { SharedPolicyGroupRef = new() { Name = "policies" } };
        return _harness.JudgementAsync(AV4Api().With(spec => spec.Flows = [new Flow { Request = [step] }]).Build());
    }
}

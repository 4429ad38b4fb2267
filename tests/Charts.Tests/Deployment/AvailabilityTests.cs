using Gko.Charts.Tests.Rendering;

namespace Gko.Charts.Tests.Deployment;

public sealed class AvailabilityTests
{
    private const string Spread =
        "manager.topologySpreadConstraints[0].maxSkew=1,manager.topologySpreadConstraints[0].topologyKey=zone,manager.topologySpreadConstraints[0].whenUnsatisfiable=DoNotSchedule";

    [Fact]
    public async Task OneReplica_Always_HasNoBudgetThatWouldBlockDrains()
    {
        var rendered = await Chart.RenderAsync();

        rendered.Of("PodDisruptionBudget").ShouldBeEmpty();
        rendered.Pod.At("topologySpreadConstraints").ShouldBeNull();
    }

    [Fact]
    public async Task SeveralReplicas_ByDefault_AreKeptApartAndAlive()
    {
        var rendered = await Chart.RenderAsync("manager.replicas=3");

        rendered.One("Deployment", "gko-controller-manager").Text("spec/replicas").ShouldBe("3");
        rendered.One("PodDisruptionBudget", "gko-controller-manager").Text("spec/maxUnavailable").ShouldBe("1");
        rendered.Pod.Text("topologySpreadConstraints/0/topologyKey").ShouldBe("kubernetes.io/hostname");
        rendered.Pod.Text("topologySpreadConstraints/0/whenUnsatisfiable").ShouldBe("ScheduleAnyway");
    }

    [Theory]
    [InlineData("1.26.0", null)]
    [InlineData("1.27.0", "AlwaysAllow")]
    public async Task Budget_ForAVersionOfKubernetes_LetsBrokenPodsGo(string version, string? policy) =>
        (await Chart.RenderForAsync(version, "manager.replicas=2")).One("PodDisruptionBudget", "gko-controller-manager")
            .Text("spec/unhealthyPodEvictionPolicy").ShouldBe(policy);

    [Fact]
    public async Task SeveralReplicas_WithBudgetOff_HaveNone() =>
        (await Chart.RenderAsync("manager.replicas=3", "manager.podDisruptionBudget.create=false")).Of("PodDisruptionBudget").ShouldBeEmpty();

    [Fact]
    public async Task SeveralReplicas_WithASpreadOfTheUser_HaveThatOneForTheirPods() =>
        (await Chart.RenderAsync("manager.replicas=3", Spread))
            .Pod.At("topologySpreadConstraints")!.ToJsonString().ShouldBe(
                """[{"labelSelector":{"matchLabels":{"app.kubernetes.io/instance":"gko","control-plane":"controller-manager"}},"maxSkew":1,"topologyKey":"zone","whenUnsatisfiable":"DoNotSchedule"}]""");

    [Theory]
    [InlineData("{matchLabels: {part-of: gravitee}}", """{"matchLabels":{"part-of":"gravitee"}}""")]
    [InlineData("{matchLabels: {control-plane: mine}}", """{"matchLabels":{"control-plane":"mine"}}""")]
    [InlineData("{matchExpressions: [{key: part-of, operator: Exists}]}", """{"matchExpressions":[{"key":"part-of","operator":"Exists"}]}""")]
    [InlineData("{}", "{}")]
    public async Task Spread_WithASelectorOfTheUser_KeepsItAsItIs(string selector, string expected) =>
        (await Chart.RenderFileAsync(
            $"manager: {{topologySpreadConstraints: [{{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {selector}}}]}}"))
            .Pod.At("topologySpreadConstraints/0/labelSelector")!.ToJsonString().ShouldBe(expected);

    [Fact]
    public async Task Spreads_WithAndWithoutASelector_DoNotMix() =>
        (await Chart.RenderFileAsync(
            """
            manager:
              topologySpreadConstraints:
                - {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {part-of: gravitee}}}
                - {maxSkew: 1, topologyKey: node, whenUnsatisfiable: DoNotSchedule}
            """)).Pod.At("topologySpreadConstraints")!.AsArray().Select(constraint => constraint.At("labelSelector/matchLabels")!.ToJsonString()).ShouldBe(
            [
                """{"part-of":"gravitee"}""",
                """{"app.kubernetes.io/instance":"gko","control-plane":"controller-manager"}""",
            ]);

    [Fact]
    public async Task SeveralReplicas_OnTheNodesNetwork_AreRefusedUnlessKeptApart()
    {
        var refused = await Chart.TryRenderAsync("manager.replicas=2", "manager.hostNetwork=true");

        refused.ExitCode.ShouldNotBe(0);
        refused.Error.ShouldContain("they would ask for the same ports");
    }
}

using Gko.Charts.Tests.Rendering;

namespace Gko.Charts.Tests.Deployment;

public sealed class AvailabilityTests
{
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

    [Fact]
    public async Task SeveralReplicas_WithBudgetOff_HaveNone() =>
        (await Chart.RenderAsync("manager.replicas=3", "manager.podDisruptionBudget.create=false")).Of("PodDisruptionBudget").ShouldBeEmpty();

    [Fact]
    public async Task SeveralReplicas_WithASpreadOfTheUser_HaveThatOne() =>
        (await Chart.RenderAsync("manager.replicas=3", "manager.topologySpreadConstraints[0].topologyKey=zone"))
            .Pod.At("topologySpreadConstraints")!.ToJsonString().ShouldBe("""[{"topologyKey":"zone"}]""");

    [Fact]
    public async Task SeveralReplicas_OnTheNodesNetwork_AreRefusedUnlessKeptApart()
    {
        var refused = await Chart.TryRenderAsync("manager.replicas=2", "manager.hostNetwork=true");

        refused.ExitCode.ShouldNotBe(0);
        refused.Error.ShouldContain("they would ask for the same ports");
    }
}

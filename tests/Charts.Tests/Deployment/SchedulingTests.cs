using Gko.Charts.Tests.Rendering;

namespace Gko.Charts.Tests.Deployment;

/// <summary>Where pods run, and what they get there.</summary>
public sealed class SchedulingTests
{
    /// <summary>Kubernetes refuses a selector whose values are not text.</summary>
    [Fact]
    public async Task NodeSelector_WithValuesThatLookOtherwise_HoldsText() =>
        (await Chart.RenderFileAsync("manager: {pod: {nodeSelector: {spot: true, rack: 12345678}}}")).Pod.At("nodeSelector")!.ToJsonString()
            .ShouldBe("""{"rack":"12345678","spot":"true"}""");

    [Fact]
    public async Task Tolerations_AndAffinity_AreCopied()
    {
        var pod = (await Chart.RenderAsync(
            "manager.tolerations[0].key=dedicated", "manager.tolerations[0].operator=Exists",
            "manager.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey=zone")).Pod;

        pod.At("tolerations")!.ToJsonString().ShouldBe("""[{"key":"dedicated","operator":"Exists"}]""");
        pod.Text("affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/0/topologyKey").ShouldBe("zone");
    }

    [Theory]
    [InlineData("manager.hostNetwork=false", null)]
    [InlineData("manager.hostNetwork=true", "ClusterFirstWithHostNet")]
    [InlineData("manager.dnsPolicy=Default", "Default")]
    [InlineData("manager.hostNetwork=true,manager.dnsPolicy=Default", "Default")]
    public async Task DnsPolicy_ByNetworkAndValue_IsTheOneThatResolves(string set, string? policy) =>
        (await Chart.RenderAsync(set)).Pod.Text("dnsPolicy").ShouldBe(policy);

    [Fact]
    public async Task DnsConfig_OfTheUser_IsCopied() =>
        (await Chart.RenderAsync("manager.dnsConfig.options[0].name=ndots,manager.dnsConfig.options[0].value=2")).Pod.At("dnsConfig").ShouldNotBeNull();

    [Fact]
    public async Task PullSecrets_OfBothValues_AreJoined() =>
        (await Chart.RenderAsync("manager.image.pullSecret.name=one", "manager.image.pullSecrets[0].name=two")).Pod.At("imagePullSecrets")!.ToJsonString()
            .ShouldBe("""[{"name":"one"},{"name":"two"}]""");

    [Fact]
    public async Task Deployment_WithLimits_KeepsThatHistoryAndStopsInThatTime()
    {
        var rendered = await Chart.RenderAsync("manager.revisionHistoryLimit=2", "manager.terminationGracePeriodSeconds=90");

        rendered.One("Deployment", "gko-controller-manager").Text("spec/revisionHistoryLimit").ShouldBe("2");
        rendered.Pod.Text("terminationGracePeriodSeconds").ShouldBe("90");
    }

    [Fact]
    public async Task Account_WithAnnotations_HasThem() =>
        (await Chart.RenderAsync("serviceAccount.annotations.role=gko")).One("ServiceAccount", "gko-controller-manager")
            .Entry("metadata/annotations", "role").ShouldBe("gko");
}

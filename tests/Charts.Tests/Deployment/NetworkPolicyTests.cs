using Gko.Charts.Tests.Rendering;

namespace Gko.Charts.Tests.Deployment;

public sealed class NetworkPolicyTests
{
    private const string On = "manager.networkPolicy.create=true";

    [Fact]
    public async Task Policy_ByDefault_IsLeftToTheCluster() => (await Chart.RenderAsync()).Of("NetworkPolicy").ShouldBeEmpty();

    [Fact]
    public async Task Policy_AskedFor_LetsWebhooksAndMetricsIn()
    {
        var policy = (await Chart.RenderAsync(On)).One("NetworkPolicy", "gko-controller-manager");

        policy.At("spec/podSelector/matchLabels")!.ToJsonString().ShouldBe("""{"control-plane":"controller-manager","app.kubernetes.io/instance":"gko"}""");
        policy.At("spec/policyTypes")!.ToJsonString().ShouldBe("""["Ingress"]""");
        policy.At("spec/ingress")!.ToJsonString().ShouldBe("""[{"ports":[{"port":"webhook"}]},{"ports":[{"port":"metrics"}]}]""");
    }

    [Fact]
    public async Task Policy_WithScrapers_LetsThemAloneHaveMetrics() =>
        (await Chart.RenderAsync(On, "manager.networkPolicy.metricsFrom[0].namespaceSelector.matchLabels.team=sre"))
            .One("NetworkPolicy", "gko-controller-manager").At("spec/ingress/1/from")!.ToJsonString()
            .ShouldBe("""[{"namespaceSelector":{"matchLabels":{"team":"sre"}}}]""");

    [Fact]
    public async Task Policy_OfAnOperatorThatServesNothing_LetsNobodyIn()
    {
        var policy = (await Chart.RenderAsync(On, "manager.webhook.enabled=false", "manager.metrics.enabled=false")).One("NetworkPolicy", "gko-controller-manager");

        policy.At("spec/ingress").ShouldBeNull();
    }
}

using System.Text.Json.Nodes;
using Gko.Charts.Tests.Rendering;

namespace Gko.Charts.Tests.Observability;

public sealed class MonitoringTests
{
    private const string Monitor = "manager.metrics.prometheus.monitor";

    [Fact]
    public async Task Objects_ForOtherOperators_AreLeftOutByDefault()
    {
        var rendered = await Chart.RenderAsync();

        rendered.Objects.Where(item => item.Text("apiVersion") is "monitoring.coreos.com/v1" or "cert-manager.io/v1").ShouldBeEmpty();
        rendered.Of("ConfigMap").ShouldHaveSingleItem();
    }

    /// <summary>Upstream's monitor asks for a port that its Service lacks as soon as TLS is off.</summary>
    [Theory]
    [InlineData("true", "https", "8443")]
    [InlineData("false", "http", "8080")]
    public async Task Monitor_WithAndWithoutTls_FindsThePortOfTheService(string secured, string port, string number)
    {
        var rendered = await Chart.RenderAsync($"{Monitor}.create=true", $"manager.metrics.secured={secured}");
        var service = rendered.One("Service", "gko-controller-manager-metrics-service");
        var endpoint = rendered.One("ServiceMonitor", "gko-metrics-monitor").At("spec/endpoints/0")!;

        endpoint.Text("port").ShouldBe(port);
        endpoint.Text("scheme").ShouldBe(port);
        service.Text("spec/ports/0/name").ShouldBe(port);
        service.Text("spec/ports/0/port").ShouldBe(number);
    }

    [Fact]
    public async Task Monitor_OfTheMetrics_SelectsTheirServiceAlone()
    {
        var rendered = await Chart.RenderAsync($"{Monitor}.create=true", "dev.debug.enabled=true");
        var wanted = rendered.One("ServiceMonitor", "gko-metrics-monitor").At("spec/selector/matchLabels")!.AsObject();

        rendered.Of("Service").Where(service => wanted.All(label => service.Entry("metadata/labels", label.Key) == label.Value!.GetValue<string>()))
            .ShouldHaveSingleItem().Text("metadata/name").ShouldBe("gko-controller-manager-metrics-service");
    }

    [Fact]
    public async Task Monitor_WithLabelsAndInterval_HasThem()
    {
        var monitor = (await Chart.RenderAsync($"{Monitor}.create=true", $"{Monitor}.labels.release=prometheus", $"{Monitor}.interval=15s"))
            .One("ServiceMonitor", "gko-metrics-monitor");

        monitor.Entry("metadata/labels", "release").ShouldBe("prometheus");
        monitor.Text("spec/endpoints/0/interval").ShouldBe("15s");
    }

    [Theory]
    [InlineData("monitor", "ServiceMonitor")]
    [InlineData("instance", "Prometheus")]
    [InlineData("rules", "PrometheusRule")]
    public async Task Objects_WithMetricsOff_AreLeftOut(string part, string kind) =>
        (await Chart.RenderAsync("manager.metrics.enabled=false", $"manager.metrics.prometheus.{part}.create=true")).Of(kind).ShouldBeEmpty();

    [Fact]
    public async Task Rules_OnceAsked_SayWhatIsWrongAndWhatToDo()
    {
        var rules = (await Chart.RenderAsync("manager.metrics.prometheus.rules.create=true", "manager.metrics.prometheus.rules.labels.team=apis"))
            .One("PrometheusRule", "gko-alerts");

        rules.Entry("metadata/labels", "team").ShouldBe("apis");
        foreach (var rule in rules.At("spec/groups/0/rules")!.AsArray())
        {
            rule.Text("alert").ShouldNotBeNull().ShouldStartWith("Gko");
            rule.Text("expr").ShouldNotBeNullOrWhiteSpace();
            rule.Text("labels/severity").ShouldBeOneOf("warning", "critical");
            rule.Text("annotations/summary").ShouldNotBeNullOrWhiteSpace();
            rule.Text("annotations/description").ShouldNotBeNullOrWhiteSpace();
        }
    }

    [Fact]
    public async Task Dashboard_OnceAsked_LiesWhereTheSidecarLooks()
    {
        var dashboard = (await Chart.RenderAsync(
            "manager.metrics.grafana.dashboard.create=true", "manager.metrics.grafana.dashboard.namespace=grafana")).One("ConfigMap", "gko-dashboard");

        dashboard.Text("metadata/namespace").ShouldBe("grafana");
        dashboard.Entry("metadata/labels", "grafana_dashboard").ShouldBe("1");
        JsonNode.Parse(dashboard.Entry("data", "gko.json")!)!["panels"]!.AsArray().Count.ShouldBeGreaterThan(10);
    }
}

using System.Text.Json.Nodes;
using Gko.Charts.Tests.Rendering;
using Gko.Kubernetes.Serialization;

namespace Gko.Charts.Tests.Values;

/// <summary>A key with nothing behind it takes the default of the chart away, and then means the same as an empty list or map.</summary>
public sealed class BlankValuesTests
{
    /// <summary>What has to be on for the templates to look at all of them.</summary>
    private static readonly string[] Features =
    [
        "manager.replicas=2", "manager.networkPolicy.create=true", "manager.otlp.endpoint=http://collector:4317",
        "manager.httpClient.proxy.enabled=true", "manager.webhook.cert.mode=certManager", "manager.metrics.grafana.dashboard.create=true",
        "manager.metrics.prometheus.instance.create=true", "manager.metrics.prometheus.monitor.create=true",
        "manager.metrics.prometheus.rules.create=true", "gatewayAPI.controller.enabled=true",
    ];

    private static readonly string Text = File.ReadAllText(Path.Combine(Chart.Folder, "values.yaml"));

    /// <summary>All at once: each would end the rendering.</summary>
    [Fact]
    public async Task ListsAndMaps_LeftBlank_AreEmpty()
    {
        var rendered = await Chart.RenderAsync([.. Features, .. ListsAndMaps().Select(path => $"{path}=null")]);

        rendered.Pod.At("imagePullSecrets").ShouldBeNull();
        rendered.Container.At("resources").ShouldBeNull();
        rendered.Environment["INGRESS_CLASSES"].ShouldBeEmpty();
        rendered.Environment["NAMESPACE"].ShouldBeEmpty();
    }

    [Fact]
    public async Task HostNetwork_LeftBlank_IsOff()
    {
        var rendered = await Chart.RenderAsync("manager.hostNetwork=null", "manager.dnsPolicy=null");

        rendered.Pod.At("hostNetwork").ShouldBeNull();
        rendered.Pod.At("dnsPolicy").ShouldBeNull();
    }

    private static IEnumerable<string> ListsAndMaps()
    {
        var values = YamlReader.ReadAll(Text)[0];
        return DocumentedValue.ReadAll(Text).Select(value => value.Path).Where(path => values.At(path.Replace('.', '/')) is JsonArray or JsonObject);
    }
}

using System.Text.Json.Nodes;
using Gko.Charts.Tests.Rendering;

namespace Gko.Charts.Tests.Deployment;

public sealed class PodTests
{
    [Fact]
    public async Task Pod_WithReadOnlyRoot_MayWriteToItsTemporaryFolder()
    {
        var rendered = await Chart.RenderAsync();

        rendered.Container.Text("securityContext/readOnlyRootFilesystem").ShouldBe("true");
        rendered.Container.At("volumeMounts")!.ToJsonString().ShouldBe("""[{"name":"gko-tmp","mountPath":"/tmp"}]""");
        rendered.Pod.At("volumes/0/emptyDir").ShouldNotBeNull();
    }

    /// <summary>Upstream renders volumes only together with webhooks, and mounts always.</summary>
    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task Pod_WithVolumes_HasThemWithAndWithoutWebhooks(string webhook)
    {
        var rendered = await Chart.RenderAsync(
            $"manager.webhook.enabled={webhook}", "manager.volumes[0].name=trust", "manager.volumes[0].configMap.name=trust",
            "manager.volumeMounts[0].name=trust", "manager.volumeMounts[0].mountPath=/trust");

        rendered.Pod["volumes"]!.AsArray().Select(volume => volume.Text("name")).ShouldBe(["gko-tmp", "trust"]);
        rendered.Container["volumeMounts"]!.AsArray().Select(mount => mount.Text("mountPath")).ShouldBe(["/tmp", "/trust"]);
    }

    [Fact]
    public async Task Pod_WithATemporaryFolderOfTheUser_HasNoOther()
    {
        var rendered = await Chart.RenderAsync(
            "manager.volumes[0].name=tmp", "manager.volumeMounts[0].name=tmp", "manager.volumeMounts[0].mountPath=/tmp");

        rendered.Container["volumeMounts"]!.AsArray().ShouldHaveSingleItem().Text("name").ShouldBe("tmp");
        rendered.Pod["volumes"]!.AsArray().ShouldHaveSingleItem().Text("name").ShouldBe("tmp");
    }

    [Fact]
    public async Task Pod_ByDefault_HasTimeToStop() =>
        (await Chart.RenderAsync()).Pod.Text("terminationGracePeriodSeconds").ShouldBe("45");

    [Fact]
    public async Task Deployment_Always_HasTheSelectorThatUpstreamsHas()
    {
        var deployment = (await Chart.RenderAsync("manager.labels.control-plane=other")).One("Deployment", "gko-controller-manager");

        deployment.At("spec/selector/matchLabels")!.ToJsonString().ShouldBe("""{"control-plane":"controller-manager"}""");
        deployment.Entry("spec/template/metadata/labels", "control-plane").ShouldBe("controller-manager");
    }

    [Theory]
    [InlineData("Service", "gko-webhook", "spec/selector")]
    [InlineData("Service", "gko-controller-manager-metrics-service", "spec/selector")]
    [InlineData("PodDisruptionBudget", "gko-controller-manager", "spec/selector/matchLabels")]
    [InlineData("ServiceMonitor", "gko-metrics-monitor", "spec/selector/matchLabels")]
    public async Task Selector_OfEachObject_MatchesThePodsOfTheReleaseOnly(string kind, string name, string path)
    {
        var rendered = await Chart.RenderAsync("manager.replicas=2", "manager.metrics.prometheus.monitor.create=true");

        var selector = rendered.One(kind, name).At(path)!.AsObject();

        selector.ToJsonString().ShouldBe("""{"control-plane":"controller-manager","app.kubernetes.io/instance":"gko"}""");
        selector.ShouldAllBe(label =>
            rendered.One("Deployment", "gko-controller-manager").Entry("spec/template/metadata/labels", label.Key) == label.Value!.GetValue<string>());
    }

    [Fact]
    public async Task Pod_WithAChangedSetting_IsReplaced()
    {
        var before = (await Chart.RenderAsync()).One("Deployment", "gko-controller-manager");
        var after = (await Chart.RenderAsync("manager.logs.level=debug")).One("Deployment", "gko-controller-manager");

        Checksum(after).ShouldNotBe(Checksum(before));

        static string? Checksum(JsonNode deployment) =>
            deployment.Entry("spec/template/metadata/annotations", "checksum/config");
    }

    [Fact]
    public async Task Image_ByDefault_HasTheVersionOfTheChart() =>
        (await Chart.RenderAsync()).Container.Text("image").ShouldBe("gko/gko:0.1.0");

    [Fact]
    public async Task Image_WithDigest_IsPinned() =>
        (await Chart.RenderAsync($"manager.image.digest=sha256:{new string('a', 64)}", "manager.image.tag=1.0"))
            .Container.Text("image").ShouldBe($"gko/gko@sha256:{new string('a', 64)}");

    [Fact]
    public async Task Pod_OnTheNodesNetwork_StillResolvesServicesAndGoesBeforeTheNextComes()
    {
        var rendered = await Chart.RenderAsync("manager.hostNetwork=true");

        rendered.Pod.Text("hostNetwork").ShouldBe("true");
        rendered.Pod.Text("dnsPolicy").ShouldBe("ClusterFirstWithHostNet");
        rendered.One("Deployment", "gko-controller-manager").Text("spec/strategy/rollingUpdate/maxSurge").ShouldBe("0");
    }

    [Fact]
    public async Task Pod_WithPriorityClass_HasIt() =>
        (await Chart.RenderAsync("manager.priorityClassName=system-cluster-critical")).Pod.Text("priorityClassName").ShouldBe("system-cluster-critical");

    [Fact]
    public async Task Environment_WithExtras_IsAppended()
    {
        var container = (await Chart.RenderAsync(
            "manager.extraEnv[0].name=A", "manager.extraEnv[0].value=b", "manager.extraEnvFrom[0].secretRef.name=more")).Container;

        container["env"]!.AsArray().ShouldContain(variable => variable.Text("name") == "A" && variable.Text("value") == "b");
        container.At("envFrom")!.ToJsonString().ShouldBe("""[{"configMapRef":{"name":"gko-config"}},{"secretRef":{"name":"more"}}]""");
    }

    [Fact]
    public async Task Pod_ForDebugging_OpensThePort()
    {
        var rendered = await Chart.RenderAsync("dev.debug.enabled=true");

        rendered.Container["ports"]!.AsArray().ShouldContain(port => port.Text("name") == "debug" && port.Text("containerPort") == "32767");
        rendered.One("Service", "gko-controller-manager-debug-service").Text("spec/ports/0/port").ShouldBe("32767");
        rendered.Of("Deployment").ShouldHaveSingleItem();
        rendered.Objects.ShouldAllBe(item => item.Text("kind") != null);
    }
}

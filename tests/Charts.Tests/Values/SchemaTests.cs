using Gko.Charts.Tests.Rendering;
using Gko.Webhooks;

namespace Gko.Charts.Tests.Values;

/// <summary>Wrong values are refused before anything is installed, with the path of the value and what is allowed.</summary>
public sealed class SchemaTests
{
    [Theory]
    [InlineData("manager.replicas=two", "at '/manager/replicas': got string, want integer")]
    [InlineData("manager.webhok.enabled=true", "at '/manager': additional properties 'webhok' not allowed")]
    [InlineData("replicas=2", "additional properties 'replicas' not allowed")]
    [InlineData("manager.webhook.cert.mode=certmanager", "at '/manager/webhook/cert/mode': value must be one of 'selfSigned', 'certManager', 'existingSecret'")]
    [InlineData("manager.webhook.configuration.failurePolicy=fail", "at '/manager/webhook/configuration/failurePolicy': value must be one of 'Fail', 'Ignore'")]
    [InlineData("manager.webhook.admission.onApimUnavailable=allow", "value must be one of 'warn', 'deny'")]
    [InlineData("manager.webhook.admission.crossNamespaceReferences=ask", "value must be one of 'allow', 'warn', 'deny'")]
    [InlineData("manager.webhook.admission.strict={everything}", "at '/manager/webhook/admission/strict/0': value must be one of 'no-plans'")]
    [InlineData("manager.webhook.admission.strict={paths,paths}", "items at 0 and 1 are equal")]
    [InlineData("manager.metrics.port=99999", "at '/manager/metrics/port': maximum: got 99,999, want 65,535")]
    [InlineData("manager.scope.namespaces=a", "at '/manager/scope/namespaces': got string, want array")]
    [InlineData("manager.scope.namespaces={Team_A}", "at '/manager/scope/namespaces/0': 'Team_A' does not match pattern")]
    [InlineData("manager.logs.level=trace", "value must be one of 'debug', 'info', 'warn', 'error'")]
    [InlineData("manager.reconcile.strategy=never", "value must be one of 'onSpecChange', 'always'")]
    [InlineData("manager.otlp.endpoint=collector:4317", "at '/manager/otlp/endpoint': 'collector:4317' does not match pattern")]
    [InlineData("manager.image.digest=abc", "at '/manager/image/digest': 'abc' does not match pattern")]
    [InlineData("manager.podDisruptionBudget.maxUnavailable=half", "at '/manager/podDisruptionBudget/maxUnavailable'")]
    [InlineData("manager.webhook.cert.certManager.duration=90d", "at '/manager/webhook/cert/certManager/duration': '90d' does not match pattern")]
    [InlineData("manager.metrics.readers[0].name=prometheus", "at '/manager/metrics/readers/0': missing property 'namespace'")]
    [InlineData("manager.httpClient.timeoutSeconds=-1", "at '/manager/httpClient/timeoutSeconds': minimum: got -1, want 0")]
    [InlineData("manager.extraEnv[0].name=A,manager.extraEnv[0].vaule=b", "at '/manager/extraEnv/0': additional properties 'vaule' not allowed")]
    [InlineData("manager.extraEnv[0].name=A,manager.extraEnv[0].value=1", "at '/manager/extraEnv/0/value': got number, want string")]
    [InlineData("manager.resources.limit.cpu=1", "at '/manager/resources': additional properties 'limit' not allowed")]
    [InlineData("manager.tolerations[0].operater=Exists", "at '/manager/tolerations/0': additional properties 'operater' not allowed")]
    [InlineData("manager.affinity.nodeAfinity.x=y", "at '/manager/affinity': additional properties 'nodeAfinity' not allowed")]
    [InlineData("manager.container.securityContext.readonlyRootFilesystem=true", "additional properties 'readonlyRootFilesystem' not allowed")]
    [InlineData("manager.pod.securityContext.runAsUser=me", "at '/manager/pod/securityContext/runAsUser': got string, want integer")]
    [InlineData("manager.volumes[0].configMap.name=x", "at '/manager/volumes/0': missing property 'name'")]
    [InlineData("manager.volumeMounts[0].name=x", "at '/manager/volumeMounts/0': missing property 'mountPath'")]
    [InlineData("manager.topologySpreadConstraints[0].maxSkew=1", "missing properties 'topologyKey', 'whenUnsatisfiable'")]
    [InlineData("manager.image.repository=registry.example.com/gko:1.0", "at '/manager/image/repository': 'registry.example.com/gko:1.0' does not match")]
    [InlineData("manager.image.tag=12", "at '/manager/image/tag': got number, want null or string")]
    [InlineData("manager.image.pullSecrets[0].nme=x", "at '/manager/image/pullSecrets/0'")]
    [InlineData("manager.webhook.service.name=gko.webhook", "at '/manager/webhook/service/name': 'gko.webhook' does not match pattern")]
    [InlineData("manager.webhook.cert.certManager.issuerRef.kind=ClusterIssuer", "properties 'name' required, if 'kind' exists")]
    [InlineData("manager.podDisruptionBudget.maxUnavailable=0", "at '/manager/podDisruptionBudget/maxUnavailable': minimum: got 0, want 1")]
    [InlineData("manager.dnsPolicy=first", "at '/manager/dnsPolicy': value must be one of '', 'ClusterFirst'")]
    [InlineData("manager.networkPolicy.metricsFrom[0].labels=x", "at '/manager/networkPolicy/metricsFrom/0': additional properties 'labels' not allowed")]
    public async Task Value_OutOfTheAllowed_IsRefusedWithItsPath(string set, string message)
    {
        var refused = await Chart.TryRenderAsync(set);

        refused.ExitCode.ShouldNotBe(0);
        refused.Error.ShouldContain(message);
    }

    /// <summary>With <c>helm upgrade --reuse-values</c> the values are those of the chart before, which may not know all.</summary>
    [Fact]
    public async Task Values_OfAnotherChart_AreRefusedByWhatTheyLack()
    {
        var refused = await Chart.TryRenderAsync("manager.guardrails=null", "manager.networkPolicy=null");

        refused.Error.ShouldContain("at '/manager': missing properties 'guardrails', 'networkPolicy'");
    }

    [Theory]
    [InlineData("manager.metrics.port=8081", "manager.metrics.port and manager.probes.port are both 8081; give each a port of its own")]
    [InlineData("manager.webhook.service.targetPort=8080", "are both 8080; give each a port of its own")]
    public async Task Ports_GivenTwice_AreRefused(string set, string message)
    {
        var refused = await Chart.TryRenderAsync(set);

        refused.ExitCode.ShouldNotBe(0);
        refused.Error.ShouldContain(message);
    }

    [Theory]
    [InlineData("manager.otlp.headersSecret.name=x", "has no effect without manager.otlp.endpoint")]
    [InlineData("manager.webhook.cert.mode=certManager,manager.webhook.cert.certManager.duration=720h", "renewBefore (720h) must be shorter than duration (720h)")]
    public async Task Values_ThatContradictEachOther_AreRefused(string set, string message)
    {
        var refused = await Chart.TryRenderAsync(set);

        refused.ExitCode.ShouldNotBe(0);
        refused.Error.ShouldContain(message);
    }

    [Theory]
    [InlineData("1h", "59m59s")]
    [InlineData("24h", "1h30m")]
    public async Task Durations_InSeveralUnits_AreCompared(string duration, string renewBefore) =>
        (await Chart.RenderAsync(
            "manager.webhook.cert.mode=certManager", $"manager.webhook.cert.certManager.duration={duration}",
            $"manager.webhook.cert.certManager.renewBefore={renewBefore}")).Of("Certificate").ShouldNotBeEmpty();

    [Fact]
    public async Task Kubernetes_TooOldForServerSideApply_IsRefused()
    {
        var error = await Should.ThrowAsync<InvalidOperationException>(() => Chart.RenderForAsync("1.21.14"));

        error.Message.ShouldContain("gko needs Kubernetes 1.22 or later for server-side apply; this is v1.21.14");
    }

    /// <summary>A chart that has this one as a dependency hands it <c>global</c>, and the condition by which it is switched on.</summary>
    [Fact]
    public async Task Values_OfAParentChart_AreTaken()
    {
        var rendered = await Chart.RenderAsync("global.registry=example", "enabled=true");

        rendered.Objects.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task StrictChecks_ComparedWithTheOperators_AreTheSame()
    {
        var rendered = await Chart.RenderAsync($"manager.webhook.admission.strict={{{string.Join(',', CheckIds.All)}}}");

        rendered.Environment["WEBHOOK_STRICT"].ShouldBe(string.Join(',', CheckIds.All));
    }
}

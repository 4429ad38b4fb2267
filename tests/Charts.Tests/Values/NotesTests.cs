using Gko.Charts.Tests.Rendering;

namespace Gko.Charts.Tests.Values;

public sealed class NotesTests
{
    [Fact]
    public async Task Notes_ByDefault_TellWhatToDoNext()
    {
        var notes = await Chart.NotesAsync();

        notes.ShouldContain("watches the whole cluster");
        notes.ShouldContain("kubectl rollout status deployment/gko-controller-manager --namespace gko-system");
        notes.ShouldContain("kind: ManagementContext");
    }

    [Fact]
    public async Task Notes_WithoutClusterRoles_TellWhatIsLeftOff()
    {
        var notes = await Chart.NotesAsync("manager.scope.namespaces={a,b}", "rbac.skipClusterRoles=true");

        notes.ShouldContain("watches a, b");
        notes.ShouldContain("kubectl apply --server-side -f manifests/crds");
        notes.ShouldContain("Objects are NOT validated");
        notes.ShouldContain("system:auth-delegator");
        notes.ShouldContain("ApiGuardrails have no effect");
    }

    [Theory]
    [InlineData("rbac.skipClusterRoles=true", "leaves the operator without any right in the cluster")]
    [InlineData("manager.webhook.cert.mode=existingSecret", "must hold tls.crt and tls.key, and ca.crt unless")]
    [InlineData("manager.metrics.prometheus.monitor.create=true", "name its account in manager.metrics.readers")]
    [InlineData("manager.logs.json=false", "manager.logs.json is deprecated")]
    [InlineData("httpClient.insecureSkipCertVerify=true", "httpClient.insecureSkipCertVerify is deprecated")]
    [InlineData("gatewayAPI.controller.enabled=true", "has no effect in this version")]
    [InlineData("rbacProxy.enabled=true", "rbacProxy has no effect")]
    [InlineData("manager.webhook.cert.mode=certManager", "kubectl wait --for=condition=Ready certificate/gko-webhook --namespace gko-system")]
    [InlineData("manager.metrics.enabled=false,manager.metrics.prometheus.rules.create=true", "manager.metrics.enabled is false")]
    [InlineData("manager.httpClient.proxy.enabled=true", "without url and without useSystemProxy")]
    public async Task Notes_WithAValueThatWantsAttention_SaySo(string set, string text) => (await Chart.NotesAsync(set)).ShouldContain(text);

    /// <summary>The value is on by default, as upstream's; whoever relies on it has to learn that nothing happens.</summary>
    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public async Task Notes_WithTheControllerOfIngresses_TellThatThereIsNone(string enabled, bool told) =>
        (await Chart.NotesAsync($"ingress.controller.enabled={enabled}")).Contains("No APIs are made from Ingresses").ShouldBe(told);

    [Fact]
    public async Task Notes_WithAPasswordInPlainText_Warn() =>
        (await Chart.NotesAsync("manager.httpClient.proxy.enabled=true", "manager.httpClient.proxy.password=x"))
            .ShouldContain("readable in the ConfigMap gko-config");
}

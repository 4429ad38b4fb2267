using Gko.Charts.Tests.Rendering;

namespace Gko.Charts.Tests.Deployment;

/// <summary>Namespaces that enforce the standard <c>restricted</c> admit the operator.</summary>
public sealed class PodSecurityTests
{
    [Theory]
    [InlineData("manager.replicas=1")]
    [InlineData("manager.replicas=3")]
    [InlineData("manager.webhook.enabled=false")]
    [InlineData("manager.webhook.cert.mode=certManager")]
    [InlineData("manager.webhook.cert.mode=existingSecret")]
    [InlineData("manager.scope.cluster=false,rbac.skipClusterRoles=true")]
    [InlineData("dev.debug.enabled=true")]
    [InlineData("manager.volumes[0].name=trust,manager.volumes[0].configMap.name=trust")]
    public async Task Pod_WithoutAskingForMore_MeetsTheRestrictedStandard(string set) =>
        PodSecurity.Violations((await Chart.RenderAsync(set)).Pod).ShouldBeEmpty();

    /// <summary>What upstream's values say of security contexts comes on top of what this chart says.</summary>
    [Fact]
    public async Task Pod_WithUpstreamsContexts_MeetsTheRestrictedStandard() =>
        PodSecurity.Violations((await Chart.RenderFileAsync(
            """
            manager:
              pod: {securityContext: {runAsNonRoot: true}}
              container: {securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}}
            """)).Pod).ShouldBeEmpty();

    [Theory]
    [InlineData("manager.hostNetwork=true", "hostNetwork")]
    [InlineData("manager.pod.securityContext.runAsUser=0", "pod runAsUser")]
    [InlineData("manager.pod.securityContext.runAsNonRoot=false", "pod runAsNonRoot, runAsNonRoot")]
    [InlineData("manager.pod.securityContext.seccompProfile=null", "seccompProfile")]
    [InlineData("manager.pod.securityContext.sysctls[0].name=kernel.msgmax", "sysctl kernel.msgmax")]
    [InlineData("manager.container.securityContext.privileged=true", "privileged")]
    [InlineData("manager.container.securityContext.allowPrivilegeEscalation=null", "allowPrivilegeEscalation")]
    [InlineData("manager.container.securityContext.capabilities.drop={KILL}", "capabilities.drop")]
    [InlineData("manager.container.securityContext.capabilities.add={SYS_ADMIN}", "capabilities.add")]
    [InlineData("manager.volumes[0].name=node,manager.volumes[0].hostPath.path=/", "volume node")]
    public async Task Pod_AskingForMore_DoesNotMeetIt(string set, string violations) =>
        string.Join(", ", PodSecurity.Violations((await Chart.RenderAsync(set)).Pod)).ShouldBe(violations);

    [Fact]
    public async Task Token_OfTheAccount_IsMountedOnlyWhereItIsAskedFor()
    {
        var rendered = await Chart.RenderAsync();

        rendered.One("ServiceAccount", "gko-controller-manager").Text("automountServiceAccountToken").ShouldBe("false");
        rendered.Pod.Text("automountServiceAccountToken").ShouldBe("true");
    }
}

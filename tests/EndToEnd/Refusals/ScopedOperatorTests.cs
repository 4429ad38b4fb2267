using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Refusals;

/// <summary>An operator without a cluster role: it watches one namespace and refuses what reaches out of it.</summary>
public sealed class ScopedOperatorTests(DevApiServerFixture cluster) : IClassFixture<DevApiServerFixture>
{
    [Fact]
    public async Task Apply_ContextInAnotherNamespace_IsRefusedWithTheReason()
    {
        cluster.RequireOrSkip();
        await cluster.NewNamespaceAsync("elsewhere");
        await cluster.StopOperatorAsync();
        await cluster.StartOperatorAsync(("NAMESPACE", "apim-example"));

        var result = await cluster.Kubectl.ApplyAsync(Manifests.Api("reaching-out", "apim-example", contextNamespace: "elsewhere"));

        result.ExitCode.ShouldNotBe(0);
        result.Error.ShouldContain("references management context [elsewhere/apim] that doesn't exist in the cluster");
        result.Error.ShouldContain("watches only the namespace apim-example");
        result.Error.ShouldContain("spec.contextRef");

        // The other kinds say the same, and what to change.
        var group = await cluster.Kubectl.ApplyAsync(
            "apiVersion: gravitee.io/v1alpha1\nkind: Group\nmetadata:\n  name: reaching-out\n  namespace: apim-example\n" +
            "spec:\n  name: reaching-out\n  members: []\n  contextRef: {name: apim, namespace: elsewhere}\n");
        group.ExitCode.ShouldNotBe(0);
        group.Error.ShouldContain("references management context [elsewhere/apim] that doesn't exist in the cluster: the namespace \"elsewhere\" is out of this operator's reach");
        group.Error.ShouldContain("refer to an object there, or have the operator watch that namespace too");
    }
}

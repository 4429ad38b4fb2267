using Gko.Charts.Tests.Rendering;
using Gko.Testing;
using Gko.Testing.Clusters;

namespace Gko.Charts.Tests.Releases;

/// <summary>The way of a request through a real API server and the Service of the chart to the operator and back.</summary>
[Collection(ReleaseCollection.Name)]
public sealed class WebhooksOnRing4Tests(ReleaseCluster cluster)
{
    private const string Namespace = "reviewed";

    [Fact]
    public async Task Apply_OfAWrongManifest_IsRefusedWithTheReason()
    {
        await using var release = await InstallAsync();

        var applied = await cluster.Kubectl.ApplyAsync(Manifests.Api("echo", Namespace));

        applied.ExitCode.ShouldBe(1);
        applied.Error.ShouldContain("admission webhook \"v1alpha1.gravitee.io.apidefinition\" denied the request");
        applied.Error.ShouldContain("apim");
    }

    [Fact]
    public async Task Apply_WhileNoPodRuns_IsRefusedByDefault()
    {
        await using var release = await InstallAsync();
        await release.LoseAsync();

        const string reason = "no endpoints available for service \"gko-webhook\"";
        await Eventually.TrueAsync(async () => (await DryRunAsync()).Error.Contains(reason, StringComparison.Ordinal), "the API server finds nobody to ask");
    }

    [Fact]
    public async Task Apply_WhileNoPodRuns_PassesWhereFailuresAreIgnored()
    {
        await using var release = await InstallAsync("manager.webhook.configuration.failurePolicy=Ignore");
        await release.LoseAsync();

        (await DryRunAsync()).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Uninstall_WithObjectsLeft_LeavesThemDeletable()
    {
        await using (var release = await InstallAsync())
        {
            await cluster.ApplyAsync(Manifests.ContextWithPassword(Namespace, cluster.Management));
            await cluster.Kubectl.RunAsync("wait", "--for=jsonpath={.metadata.finalizers}", "managementcontext/direct", "-n", Namespace, "--timeout=30s");
        }

        (await cluster.Kubectl.RunAsync("get", "validatingwebhookconfigurations,mutatingwebhookconfigurations", "-o", "name")).ShouldNotContain("gko");

        // As docs/uninstall.md has it for those who do not want to go back.
        await cluster.Kubectl.RunAsync(
            "patch", "managementcontext/direct", "-n", Namespace, "--type=merge", "--patch", """{"metadata":{"finalizers":null}}""");
        await cluster.Kubectl.RunAsync("delete", "managementcontext/direct", "-n", Namespace, "--timeout=10s");
    }

    private async Task<Release> InstallAsync(params string[] set)
    {
        await ReleaseCluster.RequireOrSkipAsync();
        await cluster.EnsureNamespacesAsync(Chart.Namespace, Namespace);
        return await Release.InstallAsync(cluster, set);
    }

    private Task<CommandResult> DryRunAsync() => cluster.Kubectl.ApplyAsync(Manifests.ContextWithPassword(Namespace, cluster.Management), "--dry-run=server");
}

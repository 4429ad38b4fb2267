using Gko.Charts.Tests.Rendering;
using Gko.DevCluster.ApiServer;
using Gko.Testing.Clusters;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.Charts.Tests.Releases;

/// <summary>The life of a release in the dev cluster, where people try things out.</summary>
public sealed class ReleaseOnDevClusterTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gko-release-");
    private readonly DevApiServer _server = new(new DevApiServerOptions { Port = 0 }, TimeProvider.System, NullLoggerFactory.Instance);

    private string KubeConfig => Path.Combine(_folder.FullName, "kubeconfig");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync();
        await File.WriteAllTextAsync(KubeConfig, _server.KubeConfig);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Release_FromInstallToUninstall_LeavesNothingBehind()
    {
        await Chart.SkipWithoutHelmAsync();

        await HelmAsync("install", Chart.Release, Chart.Folder, "--create-namespace");
        await HelmAsync("upgrade", Chart.Release, Chart.Folder, "--set", "manager.replicas=2");
        await HelmAsync("rollback", Chart.Release, "1");
        (await HelmAsync("history", Chart.Release, "--output", "json")).ShouldContain("Rollback to 1");
        await HelmAsync("uninstall", Chart.Release);

        (await HelmAsync("list", "--short")).Trim().ShouldBeEmpty();
        Assert.SkipWhen(Kubectl.Program is null, "kubectl is not on PATH");
        using var kubectl = new Kubectl(KubeConfig);
        (await kubectl.RunAsync(
            "get", "clusterroles,clusterrolebindings,validatingwebhookconfigurations,mutatingwebhookconfigurations,roles,rolebindings,secrets,services,deployments",
            "--all-namespaces", "--selector", $"app.kubernetes.io/instance={Chart.Release}", "--output", "name")).ShouldBeEmpty();
    }

    /// <summary>Upstream's chart calls the binding the same, whichever kind of role it binds.</summary>
    [Fact]
    public async Task Upgrade_ToAnotherKindOfRole_SaysWhatToDelete()
    {
        await Chart.SkipWithoutHelmAsync();
        Assert.SkipWhen(Kubectl.Program is null, "kubectl is not on PATH");
        using var kubectl = new Kubectl(KubeConfig);
        await HelmAsync("install", Chart.Release, Chart.Folder, "--create-namespace", "--set", $"manager.scope.namespaces={{{Chart.Namespace}}}");
        string[] upgrade = ["upgrade", Chart.Release, Chart.Folder, "--set", "manager.scope.cluster=false"];

        var refused = await TryHelmAsync(upgrade);
        await kubectl.RunAsync("delete", "rolebinding", "gko-controller-manager-role-binding", "--namespace", Chart.Namespace);
        await HelmAsync(upgrade);

        refused.Error.ShouldContain($"kubectl delete rolebinding gko-controller-manager-role-binding --namespace {Chart.Namespace}");
        (await kubectl.RunAsync(
            "get", "rolebinding", "gko-controller-manager-role-binding", "--namespace", Chart.Namespace, "--output", "jsonpath={.roleRef.kind}")).ShouldBe("Role");
    }

    private async Task<string> HelmAsync(params string[] arguments) => (await TryHelmAsync(arguments)).OrThrow().Output;

    private Task<CommandResult> TryHelmAsync(params string[] arguments) =>
        Helm.TryAsync([.. arguments, "--namespace", Chart.Namespace], kubeConfig: KubeConfig);
}

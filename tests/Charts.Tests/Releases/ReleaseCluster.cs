using Gko.Charts.Tests.Rendering;
using Gko.DevCluster.Management;
using Gko.Testing;
using Gko.Testing.Clusters;

namespace Gko.Charts.Tests.Releases;

/// <summary>A real kube-apiserver into which helm installs the chart, and an APIM beside it.</summary>
public sealed class ReleaseCluster : IAsyncLifetime
{
    private readonly DevManagementApi _management = new(new DevManagementOptions { Port = 0 });
    private KubeApiServer? _server;
    private Kubectl? _kubectl;

    public KubeApiServer Server => _server ?? throw new InvalidOperationException("The cluster is not started.");

    public Kubectl Kubectl => _kubectl ?? throw new InvalidOperationException("The cluster is not started.");

    /// <summary>The Management API.</summary>
    public Uri Management => _management.Url;

    /// <summary>Skips the calling test, visibly, where the cluster cannot run.</summary>
    public static async Task RequireOrSkipAsync()
    {
        Assert.SkipWhen(KubeApiServer.Assets is null, "ring 4 is skipped: no kube-apiserver and etcd where KUBEBUILDER_ASSETS points");
        Assert.SkipWhen(Kubectl.Program is null, "kubectl is not on PATH");
        await Chart.SkipWithoutHelmAsync();
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (KubeApiServer.Assets is not null && Kubectl.Program is not null)
        {
            _server = await KubeApiServer.StartAsync();
            _kubectl = new Kubectl(_server.KubeConfigPath);
            await _management.StartAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _kubectl?.Dispose();
        await _management.DisposeAsync();
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    /// <summary>Makes a namespace unless it is there.</summary>
    public async Task EnsureNamespaceAsync(string name) => await ApplyAsync($"apiVersion: v1\nkind: Namespace\nmetadata:\n  name: {name}\n");

    /// <summary>Applies manifests.</summary>
    public async Task ApplyAsync(string manifests, params string[] more) => (await Kubectl.ApplyAsync(manifests, more)).OrThrow();

    /// <summary>Applies the CRDs, as somebody does for an operator that has no right to.</summary>
    public Task ApplyCrdsAsync() => Kubectl.RunAsync("apply", "--server-side", "--force-conflicts", "-f", RepositoryPaths.Of("manifests", "crds"));
}

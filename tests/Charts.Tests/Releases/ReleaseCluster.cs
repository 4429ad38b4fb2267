using Gko.Charts.Tests.Rendering;
using Gko.DevCluster.Management;
using Gko.Testing;
using Gko.Testing.Clusters;
using Gko.Testing.Pods;

namespace Gko.Charts.Tests.Releases;

/// <summary>A real kube-apiserver into which helm installs the chart, a kubelet in miniature that runs its pod, and an APIM beside it.</summary>
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
        Assert.SkipWhen(Kubelet.Missing is not null, Kubelet.Missing ?? "");
        await Chart.SkipWithoutHelmAsync();
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (KubeApiServer.Assets is not null && Kubectl.Program is not null)
        {
            _server = await KubeApiServer.StartAsync(new KubeApiServerOptions { RoutesServices = true, Audits = true });
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

    /// <summary>The kubelet of the only node, for the operator's image.</summary>
    public async Task<Kubelet> KubeletAsync() => new(Server, Kubectl, await PublishedOperator.PathAsync());

    /// <summary>Makes the namespaces that are not there.</summary>
    public Task EnsureNamespacesAsync(params IEnumerable<string> names) =>
        ApplyAsync(string.Join("\n---\n", names.Distinct().Select(name => $"apiVersion: v1\nkind: Namespace\nmetadata:\n  name: {name}")));

    /// <summary>Applies manifests.</summary>
    public async Task ApplyAsync(string manifests, params string[] more) => (await Kubectl.ApplyAsync(manifests, more)).OrThrow();

    /// <summary>Applies the CRDs, as somebody does for an operator that has no right to.</summary>
    public Task ApplyCrdsAsync() => Kubectl.RunAsync("apply", "--server-side", "--force-conflicts", "-f", RepositoryPaths.Of("manifests", "crds"));

    /// <summary>Deletes the CRDs, and what is left of their kinds: a test that failed leaves objects behind which wait for an operator.</summary>
    public async Task DeleteCrdsAsync()
    {
        const string kinds = "apidefinitions,apiv4definitions,apiresources,managementcontexts";
        const string lines = "jsonpath={range .items[*]}{.kind}/{.metadata.name} {.metadata.namespace}{\"\\n\"}{end}";
        if (await Kubectl.TryAsync(null, "get", kinds, "-A", "-o", lines) is { ExitCode: 0 } left)
        {
            foreach (var line in left.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                var (item, ns) = (line.Split(' ')[0], line.Split(' ')[1]);
                await Kubectl.RunAsync("patch", item, "-n", ns, "--type=merge", "--patch", """{"metadata":{"finalizers":null}}""");
            }
        }

        await Kubectl.RunAsync("delete", "-f", RepositoryPaths.Of("manifests", "crds"), "--ignore-not-found", "--timeout=30s");
    }
}

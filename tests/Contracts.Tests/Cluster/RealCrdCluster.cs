using Gko.Testing.Clusters;

namespace Gko.Contracts.Tests.Cluster;

/// <summary>Ring 4: a real kube-apiserver and etcd.</summary>
public sealed class RealCrdCluster : CrdCluster
{
    private KubeApiServer? _server;

    protected override string? Unavailable =>
        KubeApiServer.Assets is null ? "ring 4 is skipped: no kube-apiserver and etcd where KUBEBUILDER_ASSETS points" : null;

    protected override async Task<string> StartServerAsync()
    {
        _server = await KubeApiServer.StartAsync();
        return _server.KubeConfigPath;
    }

    protected override ValueTask StopServerAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}

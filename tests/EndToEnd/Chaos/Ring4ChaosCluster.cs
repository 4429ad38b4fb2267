using Gko.Testing.Chaos;
using Gko.Testing.Clusters;

namespace Gko.EndToEnd.Chaos;

/// <summary>Ring 4: a real kube-apiserver and etcd.</summary>
public sealed class Ring4ChaosCluster : ChaosCluster
{
    private KubeApiServer? _server;

    public override string? Unavailable =>
        KubeApiServer.Assets is null ? "ring 4 is skipped: no kube-apiserver and etcd where KUBEBUILDER_ASSETS points" : null;

    public override ProxyBackend Backend => new(_server!.Url, KubeApiServer.Token);

    public override string KubeConfig => _server!.KubeConfigPath;

    public override Task KillAsync() => _server!.KillAsync();

    protected override async Task StartAsync() => _server = await KubeApiServer.StartAsync();

    protected override async Task StopAsync() => await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);

    protected override Task ReviveAsync(bool keepState) => _server!.StartAgainAsync(keepState);
}

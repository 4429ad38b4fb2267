using Gko.DevCluster.ApiServer;
using Gko.EndToEnd.Clusters;
using Gko.Testing.Chaos;

namespace Gko.EndToEnd.Chaos;

/// <summary>Ring 3: the in-memory API server.</summary>
public sealed class DevChaosCluster : ChaosCluster
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gko-chaos-");
    private DevApiServer? _server;

    public override string? Unavailable => null;

    public override ProxyBackend Backend => new(_server!.Url, _server.CreateToken("chaos", "system:masters"));

    public override string KubeConfig => Path.Combine(_folder.FullName, "kubeconfig");

    public override Task KillAsync() => _server!.StopAsync();

    protected override Task StartAsync() => StartAsync(0);

    protected override async Task StopAsync()
    {
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Delete(recursive: true);
    }

    protected override async Task ReviveAsync(bool keepState)
    {
        if (keepState)
        {
            await _server!.StartAsync();
            return;
        }

        var port = _server!.Url.Port;
        await _server.DisposeAsync();
        await StartAsync(port);
    }

    private async Task StartAsync(int port)
    {
        _server = new DevApiServer(new DevApiServerOptions { Port = port }, TimeProvider.System, Logs.Warnings);
        await _server.StartAsync();
        await File.WriteAllTextAsync(KubeConfig, _server.KubeConfig);
    }
}

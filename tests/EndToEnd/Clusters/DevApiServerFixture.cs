using Gko.DevCluster.ApiServer;
using Gko.Testing.Chaos;

namespace Gko.EndToEnd.Clusters;

/// <summary>Ring 3: the in-memory API server.</summary>
public sealed class DevApiServerFixture : ClusterFixture
{
    private DevApiServer? _server;

    public override string? Unavailable => null;

    public override ProxyBackend Backend => new(_server!.Url, _server.CreateToken("proxy", "system:masters"));

    protected override string KubeConfigPath => FilePath("kubeconfig");

    protected override async Task StartApiServerAsync()
    {
        _server = new DevApiServer(new DevApiServerOptions { Port = 0 }, TimeProvider.System, Logs.Warnings);
        await _server.StartAsync();
        await File.WriteAllTextAsync(KubeConfigPath, _server.KubeConfig);
    }

    protected override Task<string> IssueTokenAsync(string @namespace, string account) =>
        Task.FromResult(_server!.CreateServiceAccountToken(@namespace, account));

    protected override async Task StopApiServerAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}

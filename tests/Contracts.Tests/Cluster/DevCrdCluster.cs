using Gko.DevCluster.ApiServer;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.Contracts.Tests.Cluster;

/// <summary>The in-memory API server, which must behave as the real one does.</summary>
public sealed class DevCrdCluster : CrdCluster
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gko-crds-");
    private DevApiServer? _server;

    protected override string? Unavailable => null;

    protected override async Task<string> StartServerAsync()
    {
        _server = new DevApiServer(new DevApiServerOptions(), TimeProvider.System, NullLoggerFactory.Instance);
        await _server.StartAsync();
        var path = Path.Combine(_folder.FullName, "kubeconfig");
        await File.WriteAllTextAsync(path, _server.KubeConfig);
        return path;
    }

    protected override async ValueTask StopServerAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }
}

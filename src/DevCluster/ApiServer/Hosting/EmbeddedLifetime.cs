using Microsoft.Extensions.Hosting;

namespace Gko.DevCluster.ApiServer;

/// <summary>Leaves the process's signals to whoever embeds the server; the default would swallow Ctrl+C and SIGTERM.</summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

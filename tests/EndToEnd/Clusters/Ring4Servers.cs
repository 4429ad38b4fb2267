using System.Collections.Concurrent;
using Gko.EndToEnd.Clusters;
using Gko.Testing.Clusters;

[assembly: AssemblyFixture(typeof(Ring4Servers))]

namespace Gko.EndToEnd.Clusters;

/// <summary>
/// Real API servers that one test class after the other has to itself, each time as empty as a new one. A start costs seconds.
/// </summary>
public sealed class Ring4Servers : IAsyncDisposable
{
    private readonly ConcurrentBag<(KubeApiServer Server, EtcdSnapshot Empty)> _free = [];
    private readonly ConcurrentDictionary<KubeApiServer, EtcdSnapshot> _taken = [];

    /// <summary>A server that nobody else uses until <see cref="ReturnAsync"/>.</summary>
    public async Task<KubeApiServer> TakeAsync()
    {
        if (!_free.TryTake(out var free))
        {
            var server = await KubeApiServer.StartAsync();
            free = (server, await EtcdSnapshot.TakeAsync(server.Etcd));
        }

        _taken[free.Server] = free.Empty;
        return free.Server;
    }

    /// <summary>Takes away what is stored in it. Whatever its user started has to have stopped.</summary>
    public async Task ReturnAsync(KubeApiServer server)
    {
        if (_taken.TryRemove(server, out var empty))
        {
            await empty.RestoreAsync();
            _free.Add((server, empty));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var (server, empty) in _free.Concat(_taken.Select(taken => (taken.Key, taken.Value))))
        {
            empty.Dispose();
            await server.DisposeAsync();
        }
    }
}

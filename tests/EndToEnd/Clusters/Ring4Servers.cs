using System.Collections.Concurrent;
using Gko.EndToEnd.Clusters;
using Gko.Testing;
using Gko.Testing.Clusters;

[assembly: AssemblyFixture(typeof(Ring4Servers))]

namespace Gko.EndToEnd.Clusters;

/// <summary>
/// Real API servers that one test class after the other has to itself, each time as empty as a new one. A start costs seconds.
/// </summary>
public sealed class Ring4Servers : IAsyncDisposable
{
    // The server makes these namespaces of its own accord, perhaps after it says that it is ready.
    private static readonly string[] BuiltIn = ["default", "kube-node-lease", "kube-public", "kube-system"];

    private readonly ConcurrentBag<(KubeApiServer Server, EtcdSnapshot Empty)> _free = [];
    private readonly ConcurrentDictionary<KubeApiServer, EtcdSnapshot> _taken = [];

    /// <summary>A server that nobody else uses until <see cref="ReturnAsync"/>.</summary>
    public async Task<KubeApiServer> TakeAsync()
    {
        while (_free.TryTake(out var free))
        {
            _taken[free.Server] = free.Empty;
            if (free.Server.LastWords is null)
            {
                return free.Server;
            }
        }

        return await StartAsync();
    }

    /// <summary>Takes away what is stored in it. Whatever its user started has to have stopped.</summary>
    /// <exception cref="InvalidOperationException">The server has ended by itself.</exception>
    public async Task ReturnAsync(KubeApiServer server)
    {
        if (server.LastWords is { } lastWords)
        {
            throw new InvalidOperationException(lastWords);
        }

        await _taken[server].RestoreAsync();
        if (_taken.TryRemove(server, out var empty))
        {
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

    private async Task<KubeApiServer> StartAsync()
    {
        var server = await KubeApiServer.StartAsync();
        var empty = _taken[server] = new EtcdSnapshot(server.Etcd);
        await Eventually.TrueAsync(() => IsCompleteAsync(empty), "the namespaces of the system are there");
        return server;
    }

    private static async Task<bool> IsCompleteAsync(EtcdSnapshot snapshot)
    {
        await snapshot.TakeAsync();
        return BuiltIn.All(name => snapshot.Holds($"/registry/namespaces/{name}"));
    }
}

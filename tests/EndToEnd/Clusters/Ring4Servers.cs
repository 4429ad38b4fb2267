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
    // The server makes these of its own accord, perhaps after it says that it is ready.
    private static readonly string[] BuiltIn =
    [
        "namespaces/default", "namespaces/kube-node-lease", "namespaces/kube-public", "namespaces/kube-system",
        "services/specs/default/kubernetes", "clusterrolebindings/cluster-admin",
    ];

    // What the server brings and tests might change; leases and the like, it changes itself.
    private static readonly string[] Lasting =
        [.. new[] { "namespaces", "clusterroles", "clusterrolebindings", "roles", "rolebindings" }.Select(kind => $"/registry/{kind}/")];

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

    /// <summary>Takes away what was stored in it; one in which something else has changed is not used again. Whatever its user started has to have stopped.</summary>
    /// <exception cref="InvalidOperationException">The server has ended by itself.</exception>
    public async Task ReturnAsync(KubeApiServer server)
    {
        if (server.LastWords is { } lastWords)
        {
            throw new InvalidOperationException(lastWords);
        }

        var empty = _taken[server];
        await empty.RestoreAsync();
        if (await empty.IsUnchangedAsync(Lasting) && _taken.TryRemove(server, out _))
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
        await Eventually.TrueAsync(() => IsCompleteAsync(empty), "what belongs to the system is there");
        return server;
    }

    private static async Task<bool> IsCompleteAsync(EtcdSnapshot snapshot)
    {
        await snapshot.TakeAsync();
        return BuiltIn.All(name => snapshot.Holds($"/registry/{name}"));
    }
}

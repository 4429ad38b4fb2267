using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;

namespace Gko.EndToEnd.Chaos;

/// <summary>Creates, changes, deletes and recreates ConfigMaps of one namespace, past all proxies, until it is stopped.</summary>
internal sealed class ChaosWriter(Func<KubeClient> client, string @namespace, int seed)
{
    private const int Names = 40;
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(5);

    private readonly Random _random = new(seed);
    private readonly Dictionary<string, string> _alive = [];
    private readonly ConcurrentQueue<string> _deleted = new();
    private int _writes;

    /// <summary>Writes that the server acknowledged.</summary>
    public int Writes => Volatile.Read(ref _writes);

    /// <summary>The uids of all objects that were deleted.</summary>
    public IReadOnlyCollection<string> Deleted => _deleted;

    /// <summary>Writes until the token fires; an unreachable server is tried again.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var pace = new PeriodicTimer(Rest);
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await WriteAsync($"map-{_random.Next(Names)}");
                Interlocked.Increment(ref _writes);
            }
            catch (Exception error) when (error is HttpRequestException or IOException or KubeApiException or ObjectDisposedException)
            {
                // Whether the write arrived is unknown; what the server holds in the end is what counts.
                await ForgetAsync();
            }

            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private async Task WriteAsync(string name)
    {
        var key = new ObjectKey(@namespace, name);
        if (!_alive.TryGetValue(name, out var uid))
        {
            var created = await client().CreateAsync(new ConfigMap
            {
                Metadata = new ObjectMeta { Namespace = @namespace, Name = name }, Data = new() { ["n"] = $"{_random.Next()}" },
            });
            _alive[name] = created.Metadata.Uid!;
        }
        else if (_random.Next(3) == 0)
        {
            await client().DeleteAsync<ConfigMap>(key);
            _alive.Remove(name);
            _deleted.Enqueue(uid);
        }
        else
        {
            var patch = Patch.Merge(new JsonObject { ["data"] = new JsonObject { ["n"] = $"{_random.Next()}" } });
            await client().PatchAsync<ConfigMap>(key, patch, new PatchOptions { FieldManager = "chaos" });
        }
    }

    private async Task ForgetAsync()
    {
        try
        {
            var present = await client().ListAsync<ConfigMap>(@namespace).ToDictionaryAsync(map => map.Metadata.Name!, map => map.Metadata.Uid!);
            foreach (var (name, uid) in _alive.Where(item => present.GetValueOrDefault(item.Key) != item.Value).ToList())
            {
                _alive.Remove(name);
                _deleted.Enqueue(uid);
            }

            foreach (var (name, uid) in present)
            {
                _alive[name] = uid;
            }
        }
        catch (Exception error) when (error is HttpRequestException or IOException or ObjectDisposedException or KubeApiException)
        {
            // Still down; the next write finds out when that is over.
        }
    }
}

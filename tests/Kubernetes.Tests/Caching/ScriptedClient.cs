using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Tests.Controllers;
using Gko.Testing;

namespace Gko.Kubernetes.Tests.Caching;

/// <summary>
/// Answers lists and watches of widgets in the order in which a test prepared the answers, and notes what was asked and when.
/// A watch without a prepared answer stays open and silent.
/// </summary>
internal sealed class ScriptedClient(FakeTimeProvider time) : IKubeClient
{
    private readonly Lock _lock = new();
    private readonly Queue<Func<KubeList<Widget>>> _lists = new();
    private readonly Queue<ScriptedWatch> _watches = new();
    private readonly List<string> _requests = [];
    private readonly List<TimeSpan> _times = [];

    /// <summary>Such as <c>watchlist rv=</c>, <c>list rv=0 NotOlderThan</c>, <c>list continue=x</c>, <c>watch rv=5</c> or
    /// <c>probe default/metadata.name=a rv=5 NotOlderThan</c>.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    public IReadOnlyList<TimeSpan> Times
    {
        get
        {
            lock (_lock)
            {
                return [.. _times];
            }
        }
    }

    public ScriptedWatch OnWatch()
    {
        var watch = new ScriptedWatch();
        _watches.Enqueue(watch);
        return watch;
    }

    public void OnList(string? version, string? next, params Widget[] items) => OnList(() => new KubeList<Widget>
    {
        Metadata = new ListMeta { ResourceVersion = version, Continue = next },
        Items = [.. items],
    });

    public void OnList(Exception error) => OnList(() => throw error);

    public void OnList(Func<KubeList<Widget>> answer) => _lists.Enqueue(answer);

    /// <summary>Waits until so many requests were sent and returns the last of them.</summary>
    public async Task<string> RequestAsync(int count)
    {
        await Eventually.TrueAsync(() => Requests.Count >= count);
        return Requests[count - 1];
    }

    public Task<KubeList<T>> ListPageAsync<T>(string? ns, ListOptions options, CancellationToken ct = default)
        where T : class, IResource<T>
    {
        Func<KubeList<Widget>> answer;
        lock (_lock)
        {
            Note(options.Limit == 1
                ? $"probe {ns}/{options.FieldSelector} rv={options.ResourceVersion} {options.ResourceVersionMatch}"
                : options.Continue is { } token
                ? $"list continue={token} rv={options.ResourceVersion}"
                : $"list rv={options.ResourceVersion} {options.ResourceVersionMatch}".TrimEnd(), options.Limit == 1 ? null : ns);
            answer = _lists.Dequeue();
        }

        try
        {
            return Task.FromResult((KubeList<T>)(object)answer());
        }
        catch (Exception error)
        {
            return Task.FromException<KubeList<T>>(error);
        }
    }

    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(
        string? ns, WatchOptions options, [EnumeratorCancellation] CancellationToken ct)
        where T : class, IResource<T>
    {
        ScriptedWatch watch;
        lock (_lock)
        {
            Note($"{(options.SendInitialEvents ? "watchlist" : "watch")} rv={options.ResourceVersion}", ns);
            watch = _watches.Count > 0 ? _watches.Dequeue() : new ScriptedWatch();
        }

        await foreach (var change in watch.Events.ReadAllAsync(ct))
        {
            yield return (WatchEvent<T>)(object)change;
        }
    }

    public Task<T> GetAsync<T>(ObjectKey key, CancellationToken ct = default)
        where T : class, IResource<T> => throw new NotSupportedException();

    public Task<T?> FindAsync<T>(ObjectKey key, CancellationToken ct = default)
        where T : class, IResource<T> => throw new NotSupportedException();

    public IAsyncEnumerable<T> ListAsync<T>(string? ns = null, ListOptions? options = null, CancellationToken ct = default)
        where T : class, IResource<T> => throw new NotSupportedException();

    public Task<T> CreateAsync<T>(T resource, WriteOptions? options = null, CancellationToken ct = default)
        where T : class, IResource<T> => throw new NotSupportedException();

    public Task<T> ReplaceAsync<T>(T resource, WriteOptions? options = null, CancellationToken ct = default)
        where T : class, IResource<T> => throw new NotSupportedException();

    public Task<T> PatchAsync<T>(ObjectKey key, Patch patch, PatchOptions? options = null, CancellationToken ct = default)
        where T : class, IResource<T> => throw new NotSupportedException();

    public Task DeleteAsync<T>(ObjectKey key, DeleteOptions? options = null, CancellationToken ct = default)
        where T : class, IResource<T> => throw new NotSupportedException();

    public Task<TResponse> PostAsync<TRequest, TResponse>(
        string path, TRequest body, JsonTypeInfo<TRequest> request, JsonTypeInfo<TResponse> response, CancellationToken ct = default) =>
        throw new NotSupportedException();

    private void Note(string request, string? ns)
    {
        _requests.Add(ns is null ? request : $"{request} in {ns}");
        _times.Add(time.Elapsed);
    }
}

using System.Text.Json.Serialization.Metadata;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Tests.LeaderElection;

/// <summary>One process' connection to a shared cluster, which can fail or hang without harm to the others.</summary>
internal sealed class FaultyClient(IKubeClient inner) : IKubeClient
{
    public volatile Exception? Error;
    public volatile bool Hangs;

    public async Task<T?> FindAsync<T>(ObjectKey key, CancellationToken ct = default)
        where T : class, IResource<T>
    {
        await EnterAsync(ct);
        return await inner.FindAsync<T>(key, ct);
    }

    public async Task<T> CreateAsync<T>(T resource, WriteOptions? options = null, CancellationToken ct = default)
        where T : class, IResource<T>
    {
        await EnterAsync(ct);
        return await inner.CreateAsync(resource, options, ct);
    }

    public async Task<T> ReplaceAsync<T>(T resource, WriteOptions? options = null, CancellationToken ct = default)
        where T : class, IResource<T>
    {
        await EnterAsync(ct);
        return await inner.ReplaceAsync(resource, options, ct);
    }

    public Task<T> GetAsync<T>(ObjectKey key, CancellationToken ct = default)
        where T : class, IResource<T> => inner.GetAsync<T>(key, ct);

    public Task<KubeList<T>> ListPageAsync<T>(string? ns, ListOptions options, CancellationToken ct = default)
        where T : class, IResource<T> => inner.ListPageAsync<T>(ns, options, ct);

    public IAsyncEnumerable<T> ListAsync<T>(string? ns = null, ListOptions? options = null, CancellationToken ct = default)
        where T : class, IResource<T> => inner.ListAsync<T>(ns, options, ct);

    public Task<T> PatchAsync<T>(ObjectKey key, Patch patch, PatchOptions? options = null, CancellationToken ct = default)
        where T : class, IResource<T> => inner.PatchAsync<T>(key, patch, options, ct);

    public Task DeleteAsync<T>(ObjectKey key, DeleteOptions? options = null, CancellationToken ct = default)
        where T : class, IResource<T> => inner.DeleteAsync<T>(key, options, ct);

    public IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(string? ns, WatchOptions options, CancellationToken ct)
        where T : class, IResource<T> => inner.WatchAsync<T>(ns, options, ct);

    public Task<TResponse> PostAsync<TRequest, TResponse>(
        string path, TRequest body, JsonTypeInfo<TRequest> request, JsonTypeInfo<TResponse> response, CancellationToken ct = default) =>
        inner.PostAsync(path, body, request, response, ct);

    private Task EnterAsync(CancellationToken ct)
    {
        if (Hangs)
        {
            return Task.Delay(Timeout.Infinite, ct);
        }

        return Error is { } error ? Task.FromException(error) : Task.CompletedTask;
    }
}

using System.Text.Json.Serialization.Metadata;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;

namespace Gko.Operator.Tests.Crashes;

/// <summary>A client whose writes pass a <see cref="KillSwitch"/>.</summary>
internal sealed class MortalKubeClient(IKubeClient inner, KillSwitch life) : IKubeClient
{
    public Task<T> CreateAsync<T>(T resource, WriteOptions? options = null, CancellationToken ct = default) where T : class, IResource<T> =>
        life.PassAsync($"create {T.Type.Kind}", () => inner.CreateAsync(resource, options, ct));

    public Task<T> ReplaceAsync<T>(T resource, WriteOptions? options = null, CancellationToken ct = default) where T : class, IResource<T> =>
        life.PassAsync($"replace {T.Type.Kind}", () => inner.ReplaceAsync(resource, options, ct));

    public Task<T> PatchAsync<T>(ObjectKey key, Patch patch, PatchOptions? options = null, CancellationToken ct = default)
        where T : class, IResource<T> =>
        life.PassAsync($"patch {T.Type.Kind}{(options?.Subresource is { } part ? $"/{part}" : "")}", () => inner.PatchAsync<T>(key, patch, options, ct));

    public Task DeleteAsync<T>(ObjectKey key, DeleteOptions? options = null, CancellationToken ct = default) where T : class, IResource<T> =>
        life.PassAsync($"delete {T.Type.Kind}", async () =>
        {
            await inner.DeleteAsync<T>(key, options, ct);
            return true;
        });

    public Task<T> GetAsync<T>(ObjectKey key, CancellationToken ct = default) where T : class, IResource<T> => inner.GetAsync<T>(key, ct);

    public Task<T?> FindAsync<T>(ObjectKey key, CancellationToken ct = default) where T : class, IResource<T> => inner.FindAsync<T>(key, ct);

    public Task<KubeList<T>> ListPageAsync<T>(string? ns, ListOptions options, CancellationToken ct = default)
        where T : class, IResource<T> => inner.ListPageAsync<T>(ns, options, ct);

    public IAsyncEnumerable<T> ListAsync<T>(string? ns = null, ListOptions? options = null, CancellationToken ct = default)
        where T : class, IResource<T> => inner.ListAsync<T>(ns, options, ct);

    public IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(string? ns, WatchOptions options, CancellationToken ct)
        where T : class, IResource<T> => inner.WatchAsync<T>(ns, options, ct);

    public Task<TResponse> PostAsync<TRequest, TResponse>(
        string path, TRequest body, JsonTypeInfo<TRequest> request, JsonTypeInfo<TResponse> response, CancellationToken ct = default) =>
        inner.PostAsync(path, body, request, response, ct);
}

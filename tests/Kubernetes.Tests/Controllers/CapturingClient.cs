using System.Text.Json.Serialization.Metadata;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Tests.Controllers;

/// <summary>Keeps the last patch and answers it with a widget.</summary>
internal sealed class CapturingClient : IKubeClient
{
    public Patch? Patch { get; private set; }

    public PatchOptions? Options { get; private set; }

    public Task<T> PatchAsync<T>(ObjectKey key, Patch patch, PatchOptions? options = null, CancellationToken ct = default)
        where T : class, IResource<T>
    {
        (Patch, Options) = (patch, options);
        return Task.FromResult((T)(object)Widgets.AWidget());
    }

    public Task<T> GetAsync<T>(ObjectKey key, CancellationToken ct = default)
        where T : class, IResource<T> => throw new NotSupportedException();

    public Task<T?> FindAsync<T>(ObjectKey key, CancellationToken ct = default)
        where T : class, IResource<T> => throw new NotSupportedException();

    public Task<KubeList<T>> ListPageAsync<T>(string? ns, ListOptions options, CancellationToken ct = default)
        where T : class, IResource<T> => throw new NotSupportedException();

    public IAsyncEnumerable<T> ListAsync<T>(string? ns = null, ListOptions? options = null, CancellationToken ct = default)
        where T : class, IResource<T> => throw new NotSupportedException();

    public Task<T> CreateAsync<T>(T resource, WriteOptions? options = null, CancellationToken ct = default)
        where T : class, IResource<T> => throw new NotSupportedException();

    public Task<T> ReplaceAsync<T>(T resource, WriteOptions? options = null, CancellationToken ct = default)
        where T : class, IResource<T> => throw new NotSupportedException();

    public Task DeleteAsync<T>(ObjectKey key, DeleteOptions? options = null, CancellationToken ct = default)
        where T : class, IResource<T> => throw new NotSupportedException();

    public IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(string? ns, WatchOptions options, CancellationToken ct)
        where T : class, IResource<T> => throw new NotSupportedException();

    public Task<TResponse> PostAsync<TRequest, TResponse>(
        string path, TRequest body, JsonTypeInfo<TRequest> request, JsonTypeInfo<TResponse> response, CancellationToken ct = default) =>
        throw new NotSupportedException();
}

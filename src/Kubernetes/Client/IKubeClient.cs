using System.Text.Json.Serialization.Metadata;
using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Client;

/// <summary>
/// Typed access to the Kubernetes API. Answers other than success are <see cref="KubeApiException"/>s; a connection that
/// fails, breaks or takes too long is an <see cref="HttpRequestException"/> or <see cref="IOException"/>;
/// <see cref="OperationCanceledException"/> always means that the caller cancelled.
/// </summary>
public interface IKubeClient
{
    /// <summary>Reads one object.</summary>
    /// <exception cref="KubeApiException">With <see cref="KubeApiException.IsNotFound"/> when there is none.</exception>
    Task<T> GetAsync<T>(ObjectKey key, CancellationToken ct = default) where T : class, IResource<T>;

    /// <summary>Reads one object; null when there is none.</summary>
    Task<T?> FindAsync<T>(ObjectKey key, CancellationToken ct = default) where T : class, IResource<T>;

    /// <summary>Reads one page; <see cref="ListMeta.Continue"/> of the answer, put into the options, asks for the next.</summary>
    /// <param name="ns">Null for all namespaces and for cluster-scoped kinds.</param>
    Task<KubeList<T>> ListPageAsync<T>(string? ns, ListOptions options, CancellationToken ct = default) where T : class, IResource<T>;

    /// <summary>Reads all pages; objects that cannot be decoded are left out.</summary>
    /// <param name="ns">Null for all namespaces and for cluster-scoped kinds.</param>
    IAsyncEnumerable<T> ListAsync<T>(string? ns = null, ListOptions? options = null, CancellationToken ct = default) where T : class, IResource<T>;

    /// <summary>Creates the object and returns it as stored.</summary>
    Task<T> CreateAsync<T>(T resource, WriteOptions? options = null, CancellationToken ct = default) where T : class, IResource<T>;

    /// <summary>Replaces the whole object, fields unknown to <typeparamref name="T"/> included; prefer <see cref="PatchAsync"/>.</summary>
    Task<T> ReplaceAsync<T>(T resource, WriteOptions? options = null, CancellationToken ct = default) where T : class, IResource<T>;

    /// <summary>Changes a part of the object, or of a subresource, and returns the object as stored.</summary>
    Task<T> PatchAsync<T>(ObjectKey key, Patch patch, PatchOptions? options = null, CancellationToken ct = default) where T : class, IResource<T>;

    /// <summary>Asks for deletion; the object stays until its finalizers are gone.</summary>
    /// <exception cref="KubeApiException">With <see cref="KubeApiException.IsNotFound"/> when there is none.</exception>
    Task DeleteAsync<T>(ObjectKey key, DeleteOptions? options = null, CancellationToken ct = default) where T : class, IResource<T>;

    /// <summary>
    /// Streams changes until the server ends the watch, which is normal: watch again from the last resource version. An
    /// <see cref="WatchEventType.Error"/> event is the last one and carries the reason.
    /// </summary>
    /// <param name="ns">Null for all namespaces and for cluster-scoped kinds.</param>
    IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(string? ns, WatchOptions options, CancellationToken ct) where T : class, IResource<T>;

    /// <summary>Posts to any path, for reviews and other calls that store nothing.</summary>
    Task<TResponse> PostAsync<TRequest, TResponse>(
        string path, TRequest body, JsonTypeInfo<TRequest> request, JsonTypeInfo<TResponse> response, CancellationToken ct = default);
}

using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Kubernetes.Serialization;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.Testing.Fakes;

/// <summary>
/// The part of a cluster that webhooks and reconcilers use: reads, writes, access reviews, and informers whose content a test
/// decides. What is put here is in the informers at once, and disposing fails if anyone changed it there.
/// </summary>
public sealed class FakeCluster : IKubeClient, IAsyncDisposable
{
    private readonly Dictionary<string, IResource> _objects = new(StringComparer.Ordinal);
    private readonly HashSet<string> _forbidden = new(StringComparer.Ordinal);
    private readonly HashSet<string> _failing = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, object> _informers = [];
    private readonly Dictionary<Type, object> _watches = [];
    private readonly List<Task> _running = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly MutationDetector _mutations = new();
    private int _version = 100;

    /// <summary>Reads, writes and reviews in order, such as <c>get secrets default/x</c>; lists and watches are left out.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>The questions that access reviews asked.</summary>
    public List<SubjectAccessReviewSpec> Reviews { get; } = [];

    /// <summary>Answers access reviews.</summary>
    public Func<SubjectAccessReviewSpec, bool> MayAccess { get; set; } = _ => true;

    /// <summary>The writes among the <see cref="Requests"/>.</summary>
    public IEnumerable<string> Writes => Requests.Where(request =>
        !request.StartsWith("get ", StringComparison.Ordinal) && !request.Contains("accessreviews", StringComparison.Ordinal));

    /// <summary>Starts an informer and returns it once it is in sync with what is here already.</summary>
    public async Task<Informer<T>> WatchAsync<T>(params StoreIndex<T>[] indexes) where T : class, IResource<T>
    {
        var informer = new Informer<T>(this, new InformerOptions(), new FakeTimeProvider(), NullLogger.Instance);
        foreach (var index in indexes)
        {
            informer.AddIndex(index);
        }

        _mutations.Watch(informer);
        _informers[typeof(T)] = informer;
        _running.Add(informer.RunAsync(_stop.Token));
        await informer.WaitForSyncAsync(CancellationToken.None);
        return informer;
    }

    /// <summary>Stores an object as if another client had.</summary>
    /// <param name="resource">Gets a version, and a uid and generation where it has none; not to be changed any more.</param>
    /// <param name="seen">False for an object that the informer has not been told of yet.</param>
    public T Put<T>(T resource, bool seen = true) where T : class, IResource<T>
    {
        var meta = resource.Metadata;
        meta.Uid ??= $"uid-of-{meta.Namespace}-{meta.Name}";
        meta.Generation ??= 1;
        meta.ResourceVersion = (++_version).ToString(CultureInfo.InvariantCulture);
        _objects[PathOf<T>(ObjectKey.Of(resource))] = resource;
        if (seen && _informers.TryGetValue(typeof(T), out var informer))
        {
            ((Informer<T>)informer).ObserveWrite(resource);
        }

        PutMetadata(resource, seen);
        return resource;
    }

    /// <summary>Changes a stored object as if another client had; a changed spec raises the generation.</summary>
    public T Edit<T>(ObjectKey key, Action<T> change) where T : class, IResource<T>
    {
        var before = JsonSerializer.SerializeToNode(Peek<T>(key)!, T.Type.Json)!;
        var changed = before.Deserialize(T.Type.Json)!;
        change(changed);
        if (!JsonNode.DeepEquals(before["spec"], JsonSerializer.SerializeToNode(changed, T.Type.Json)!["spec"]))
        {
            changed.Metadata.Generation++;
        }

        return Put(changed);
    }

    /// <summary>Removes an object; informers learn of it a moment later.</summary>
    public void Remove<T>(ObjectKey key) where T : class, IResource<T>
    {
        var gone = Peek<T>(key)!;
        _objects.Remove(PathOf<T>(key));
        if (_watches.TryGetValue(typeof(T), out var watch))
        {
            var version = (++_version).ToString(CultureInfo.InvariantCulture);
            ((Channel<WatchEvent<T>>)watch).Writer.TryWrite(new(WatchEventType.Deleted, gone, version, false, null, null));
        }

        RemoveMetadata<T>(key);
    }

    /// <summary>The stored object, or null.</summary>
    public T? Peek<T>(ObjectKey key) where T : class, IResource<T> => (T?)_objects.GetValueOrDefault(PathOf<T>(key));

    /// <summary>Refuses reads of one object from now on or, without a key, every request of the kind.</summary>
    public void Forbid<T>(ObjectKey? key = null) where T : class, IResource<T> =>
        _forbidden.Add(key is { } known ? PathOf<T>(known) : T.Type.Plural);

    /// <summary>Answers every request of the kind with 503 from now on.</summary>
    public void Fail<T>() where T : class, IResource<T> => _failing.Add(T.Type.Plural);

    /// <inheritdoc/>
    public async Task<T> GetAsync<T>(ObjectKey key, CancellationToken ct = default) where T : class, IResource<T> =>
        await FindAsync<T>(key, ct) ?? throw Refusal(HttpStatusCode.NotFound);

    /// <inheritdoc/>
    public Task<T?> FindAsync<T>(ObjectKey key, CancellationToken ct = default) where T : class, IResource<T>
    {
        Enter<T>("get", key);
        return Task.FromResult(Peek<T>(key));
    }

    /// <inheritdoc/>
    public Task<T> PatchAsync<T>(ObjectKey key, Patch patch, PatchOptions? options = null, CancellationToken ct = default)
        where T : class, IResource<T>
    {
        Enter<T>("patch", key);
        var known = Peek<T>(key) ?? throw Refusal(HttpStatusCode.NotFound);
        var stored = JsonSerializer.SerializeToNode(known, T.Type.Json)!;
        var body = JsonNode.Parse(patch.Body.Span)!;
        if (options is { Subresource: "status", FieldManager.Length: > 0 })
        {
            stored["status"] = body["status"]!.DeepClone();
        }
        else
        {
            stored = patch.ContentType switch
            {
                "application/merge-patch+json" => JsonMergePatch.Apply(stored, body),
                "application/json-patch+json" => JsonPatch.Apply(stored, body.AsArray()),
                _ => throw new NotSupportedException("Only statuses are applied here."),
            };
        }

        return Task.FromResult(Put(stored.Deserialize(T.Type.Json)!, seen: false));
    }

    /// <inheritdoc/>
    public Task<TResponse> PostAsync<TRequest, TResponse>(
        string path, TRequest body, JsonTypeInfo<TRequest> request, JsonTypeInfo<TResponse> response, CancellationToken ct = default)
    {
        Enter<SubjectAccessReview>("create", default);
        var review = body as SubjectAccessReview ?? throw new NotSupportedException($"Nothing answers {path}.");
        Reviews.Add(review.Spec!);
        review.Status = new SubjectAccessReviewStatus { Allowed = MayAccess(review.Spec!) };
        return Task.FromResult((TResponse)(object)review);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(
        string? ns, WatchOptions options, [EnumeratorCancellation] CancellationToken ct) where T : class, IResource<T>
    {
        var watch = Channel.CreateUnbounded<WatchEvent<T>>();
        _watches[typeof(T)] = watch;
        foreach (var item in _objects.Values.OfType<T>().ToList())
        {
            yield return new(WatchEventType.Added, item, item.Metadata.ResourceVersion, false, null, null);
        }

        yield return new(WatchEventType.Bookmark, null, _version.ToString(CultureInfo.InvariantCulture), true, null, null);
        await foreach (var change in watch.Reader.ReadAllAsync(ct))
        {
            yield return change;
        }
    }

    /// <inheritdoc/>
    public Task<KubeList<T>> ListPageAsync<T>(string? ns, ListOptions options, CancellationToken ct = default)
        where T : class, IResource<T> => throw new NotSupportedException();

    /// <inheritdoc/>
    public IAsyncEnumerable<T> ListAsync<T>(string? ns = null, ListOptions? options = null, CancellationToken ct = default)
        where T : class, IResource<T> =>
        _objects.Values.OfType<T>().Where(item => ns is null || item.Metadata.Namespace == ns).ToList().ToAsyncEnumerable();

    /// <inheritdoc/>
    public Task<T> CreateAsync<T>(T resource, WriteOptions? options = null, CancellationToken ct = default)
        where T : class, IResource<T>
    {
        var key = ObjectKey.Of(resource);
        Enter<T>("create", key);
        return Peek<T>(key) is null
            ? Task.FromResult(Put(Copy(resource), seen: false))
            : throw new KubeApiException(new KubeStatus { Reason = "AlreadyExists", Code = 409 }, HttpStatusCode.Conflict, null);
    }

    /// <inheritdoc/>
    public Task<T> ReplaceAsync<T>(T resource, WriteOptions? options = null, CancellationToken ct = default)
        where T : class, IResource<T>
    {
        var key = ObjectKey.Of(resource);
        Enter<T>("update", key);
        var known = Peek<T>(key) ?? throw Refusal(HttpStatusCode.NotFound);
        if (resource.Metadata.ResourceVersion is { } version && version != known.Metadata.ResourceVersion)
        {
            throw Refusal(HttpStatusCode.Conflict);
        }

        var copy = Copy(resource);
        copy.Metadata.Uid = known.Metadata.Uid;
        return Task.FromResult(Put(copy, seen: false));
    }

    /// <inheritdoc/>
    public Task DeleteAsync<T>(ObjectKey key, DeleteOptions? options = null, CancellationToken ct = default)
        where T : class, IResource<T>
    {
        Enter<T>("delete", key);
        var known = Peek<T>(key) ?? throw Refusal(HttpStatusCode.NotFound);
        if (options?.Uid is { } uid && uid != known.Metadata.Uid)
        {
            throw Refusal(HttpStatusCode.Conflict);
        }

        Remove<T>(key);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running);
        _stop.Dispose();
        _mutations.Verify();
    }

    private static string PathOf<T>(ObjectKey key) where T : class, IResource<T> =>
        $"{(typeof(T).IsAssignableTo(typeof(IMetadataOnly)) ? "metadata of " : "")}{T.Type.Plural} {key}";

    // Secrets and ConfigMaps are seen in full by those who read them and as metadata by those who watch them.
    private void PutMetadata<T>(T resource, bool seen) where T : class, IResource<T>
    {
        switch (resource)
        {
            case Secret secret:
                Put(new SecretMetadata { Metadata = secret.Metadata }, seen);
                break;
            case ConfigMap configMap:
                Put(new ConfigMapMetadata { Metadata = configMap.Metadata }, seen);
                break;
        }
    }

    private void RemoveMetadata<T>(ObjectKey key) where T : class, IResource<T>
    {
        if (typeof(T) == typeof(Secret))
        {
            Remove<SecretMetadata>(key);
        }
        else if (typeof(T) == typeof(ConfigMap))
        {
            Remove<ConfigMapMetadata>(key);
        }
    }

    private static T Copy<T>(T resource) where T : class, IResource<T> =>
        JsonSerializer.SerializeToNode(resource, T.Type.Json)!.Deserialize(T.Type.Json)!;

    private static KubeApiException Refusal(HttpStatusCode code) =>
        new(new KubeStatus { Reason = code.ToString(), Code = (int)code, Message = $"answered {(int)code}" }, code, null);

    private void Enter<T>(string verb, ObjectKey key) where T : class, IResource<T>
    {
        Requests.Add($"{verb} {PathOf<T>(key)}");
        if (_forbidden.Contains(T.Type.Plural) || _forbidden.Contains(PathOf<T>(key)))
        {
            throw Refusal(HttpStatusCode.Forbidden);
        }

        if (_failing.Contains(T.Type.Plural))
        {
            throw Refusal(HttpStatusCode.ServiceUnavailable);
        }
    }
}

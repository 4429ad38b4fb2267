using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Serialization;

namespace Gko.Kubernetes.Tests.Controllers;

/// <summary>
/// Just enough of an API server: versions, uids, generations, finalizers, the three kinds of patch and watches, from a version or
/// from all objects. Apply works on statuses only, which it replaces; like the real one's, it does not look at the uid.
/// </summary>
internal sealed class InMemoryCluster : IKubeClient
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
    private readonly List<(string Kind, Channel<(WatchEventType Type, JsonObject Object)> Events)> _watchers = [];
    private readonly List<(string Kind, int Version, WatchEventType Type, JsonObject Object)> _history = [];
    private readonly List<string> _writes = [];
    private int _version = 100;

    /// <summary>Called before each request with its verb, such as <c>patch</c>, and its path; what it throws is the answer.</summary>
    public Func<string, string, Task>? OnRequest { get; set; }

    /// <summary>Verb and path of every write that reached the store, such as <c>patch demo.io/v1/widgets/default/a/status</c>.</summary>
    public IReadOnlyList<string> Writes
    {
        get
        {
            lock (_lock)
            {
                return [.. _writes];
            }
        }
    }

    /// <summary>Stores an object as if another client had written it; keeps the uid, generation and finalizers that it has.</summary>
    public T Put<T>(T resource)
        where T : class, IResource<T>
    {
        lock (_lock)
        {
            var key = ObjectKey.Of(resource);
            var known = _objects.GetValueOrDefault(PathOf<T>(key));
            return Decode<T>(Store<T>(key, known, JsonSerializer.SerializeToNode(resource, T.Type.Json)!.AsObject()));
        }
    }

    /// <summary>The stored object, or null.</summary>
    public T? Peek<T>(ObjectKey key)
        where T : class, IResource<T>
    {
        lock (_lock)
        {
            return _objects.TryGetValue(PathOf<T>(key), out var stored) ? Decode<T>(stored) : null;
        }
    }

    public IReadOnlyList<T> PeekAll<T>()
        where T : class, IResource<T>
    {
        lock (_lock)
        {
            return [.. All<T>(null).Select(Decode<T>)];
        }
    }

    /// <summary>Removes an object, or marks it as being deleted while it has finalizers.</summary>
    public void Remove<T>(ObjectKey key)
        where T : class, IResource<T>
    {
        lock (_lock)
        {
            var known = _objects[PathOf<T>(key)];
            var changed = known.DeepClone().AsObject();
            changed["metadata"]!["deletionTimestamp"] = "2026-01-01T00:00:00Z";
            Store<T>(key, known, changed);
        }
    }

    public async Task<T> GetAsync<T>(ObjectKey key, CancellationToken ct = default)
        where T : class, IResource<T> => await FindAsync<T>(key, ct) ?? throw ApiErrors.NotFound();

    public async Task<T?> FindAsync<T>(ObjectKey key, CancellationToken ct = default)
        where T : class, IResource<T>
    {
        await EnterAsync<T>("get", key, null, ct);
        return Peek<T>(key);
    }

    public async Task<KubeList<T>> ListPageAsync<T>(string? ns, ListOptions options, CancellationToken ct = default)
        where T : class, IResource<T>
    {
        await EnterAsync<T>("list", default, null, ct);
        lock (_lock)
        {
            return new KubeList<T>
            {
                Metadata = new ListMeta { ResourceVersion = Text(_version) },
                Items = [.. All<T>(ns).Select(Decode<T>)],
            };
        }
    }

    public async IAsyncEnumerable<T> ListAsync<T>(
        string? ns = null, ListOptions? options = null, [EnumeratorCancellation] CancellationToken ct = default)
        where T : class, IResource<T>
    {
        var list = await ListPageAsync<T>(ns, options ?? new ListOptions(), ct);
        foreach (var item in list.Items)
        {
            yield return item;
        }
    }

    public async Task<T> CreateAsync<T>(T resource, WriteOptions? options = null, CancellationToken ct = default)
        where T : class, IResource<T>
    {
        var key = ObjectKey.Of(resource);
        await EnterAsync<T>("create", key, null, ct);
        lock (_lock)
        {
            if (_objects.ContainsKey(PathOf<T>(key)))
            {
                throw ApiErrors.AlreadyExists();
            }

            _writes.Add($"create {PathOf<T>(key)}");
            return Decode<T>(Store<T>(key, null, JsonSerializer.SerializeToNode(resource, T.Type.Json)!.AsObject()));
        }
    }

    public async Task<T> ReplaceAsync<T>(T resource, WriteOptions? options = null, CancellationToken ct = default)
        where T : class, IResource<T>
    {
        var key = ObjectKey.Of(resource);
        await EnterAsync<T>("replace", key, null, ct);
        lock (_lock)
        {
            var known = Require<T>(key);
            RequireVersion(known, resource.Metadata.ResourceVersion);
            _writes.Add($"replace {PathOf<T>(key)}");
            return Decode<T>(Store<T>(key, known, JsonSerializer.SerializeToNode(resource, T.Type.Json)!.AsObject()));
        }
    }

    public async Task<T> PatchAsync<T>(ObjectKey key, Patch patch, PatchOptions? options = null, CancellationToken ct = default)
        where T : class, IResource<T>
    {
        await EnterAsync<T>("patch", key, options?.Subresource, ct);
        lock (_lock)
        {
            var known = Require<T>(key);
            var changed = Apply(known, patch, options);
            if (JsonNode.DeepEquals(known, changed))
            {
                return Decode<T>(known);
            }

            _writes.Add($"patch {PathOf<T>(key)}{(options?.Subresource is { } sub ? $"/{sub}" : "")}");
            return Decode<T>(Store<T>(key, known, changed));
        }
    }

    public async Task DeleteAsync<T>(ObjectKey key, DeleteOptions? options = null, CancellationToken ct = default)
        where T : class, IResource<T>
    {
        await EnterAsync<T>("delete", key, null, ct);
        lock (_lock)
        {
            Require<T>(key);
            _writes.Add($"delete {PathOf<T>(key)}");
            Remove<T>(key);
        }
    }

    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(
        string? ns, WatchOptions options, [EnumeratorCancellation] CancellationToken ct)
        where T : class, IResource<T>
    {
        await EnterAsync<T>("watch", default, null, ct);
        var events = Channel.CreateUnbounded<(WatchEventType Type, JsonObject Object)>();
        List<JsonObject> present;
        string version;
        lock (_lock)
        {
            (present, version) = ([.. All<T>(ns)], Text(_version));
            _watchers.Add((T.Type.QualifiedName, events));
            var missed = _history.Where(entry => entry.Kind == T.Type.QualifiedName
                && !options.SendInitialEvents
                && entry.Version > int.Parse(options.ResourceVersion!, CultureInfo.InvariantCulture));
            foreach (var (_, _, type, item) in missed)
            {
                events.Writer.TryWrite((type, item));
            }
        }

        if (options.SendInitialEvents)
        {
            foreach (var item in present)
            {
                yield return Event<T>(WatchEventType.Added, item);
            }

            yield return new(WatchEventType.Bookmark, null, version, true, null, null);
        }

        await foreach (var (type, item) in events.Reader.ReadAllAsync(ct))
        {
            if (ns is null || (string?)item["metadata"]!["namespace"] == ns)
            {
                yield return Event<T>(type, item);
            }
        }
    }

    public Task<TResponse> PostAsync<TRequest, TResponse>(
        string path, TRequest body, JsonTypeInfo<TRequest> request, JsonTypeInfo<TResponse> response, CancellationToken ct = default) =>
        throw new NotSupportedException("This cluster answers no reviews.");

    private static string PathOf<T>(ObjectKey key)
        where T : class, IResource<T> => $"{T.Type.ApiVersion}/{T.Type.Plural}/{key}";

    private static string Text(int version) => version.ToString(CultureInfo.InvariantCulture);

    private static T Decode<T>(JsonObject node)
        where T : class, IResource<T> => node.Deserialize(T.Type.Json)!;

    private static WatchEvent<T> Event<T>(WatchEventType type, JsonObject node)
        where T : class, IResource<T>
    {
        var item = Decode<T>(node);
        return new(type, item, item.Metadata.ResourceVersion, false, null, null);
    }

    private static JsonObject Apply(JsonObject known, Patch patch, PatchOptions? options)
    {
        var body = JsonNode.Parse(patch.Body.Span)!;
        if (patch.ContentType == "application/json-patch+json")
        {
            try
            {
                return JsonPatch.Apply(known.DeepClone(), body.AsArray())!.AsObject();
            }
            catch (JsonPatchException)
            {
                throw ApiErrors.Invalid();
            }
        }

        RequireVersion(known, (string?)body["metadata"]?["resourceVersion"]);
        if (patch.ContentType == "application/merge-patch+json")
        {
            return JsonMergePatch.Apply(known.DeepClone(), body)!.AsObject();
        }

        if (options?.FieldManager is null || options.Subresource is not "status")
        {
            throw ApiErrors.Of(HttpStatusCode.BadRequest);
        }

        var changed = known.DeepClone().AsObject();
        changed["status"] = body["status"]!.DeepClone();
        return changed;
    }

    private static void RequireVersion(JsonObject known, string? version)
    {
        if (version is not null && version != (string?)known["metadata"]!["resourceVersion"])
        {
            throw ApiErrors.Conflict();
        }
    }

    private async Task EnterAsync<T>(string verb, ObjectKey key, string? subresource, CancellationToken ct)
        where T : class, IResource<T>
    {
        ct.ThrowIfCancellationRequested();
        if (OnRequest is { } hook)
        {
            await hook(verb, PathOf<T>(key) + (subresource is null ? "" : $"/{subresource}")).WaitAsync(ct);
        }
    }

    private JsonObject Require<T>(ObjectKey key)
        where T : class, IResource<T> =>
        _objects.TryGetValue(PathOf<T>(key), out var known) ? known : throw ApiErrors.NotFound();

    private IEnumerable<JsonObject> All<T>(string? ns)
        where T : class, IResource<T> =>
        _objects
            .Where(entry => entry.Key.StartsWith($"{T.Type.ApiVersion}/{T.Type.Plural}/", StringComparison.Ordinal))
            .Select(entry => entry.Value)
            .Where(node => ns is null || (string?)node["metadata"]!["namespace"] == ns);

    private JsonObject Store<T>(ObjectKey key, JsonObject? known, JsonObject changed)
        where T : class, IResource<T>
    {
        var metadata = changed["metadata"]!.AsObject();
        metadata["resourceVersion"] = Text(++_version);
        metadata["uid"] = known?["metadata"]!["uid"]?.DeepClone() ?? $"uid-{_version}";
        var generation = (long?)known?["metadata"]!["generation"] ?? 1;
        var specChanged = known is not null && !JsonNode.DeepEquals(known["spec"], changed["spec"]);
        metadata["generation"] = specChanged ? generation + 1 : generation;
        var isGone = metadata["deletionTimestamp"] is not null && metadata["finalizers"] is not JsonArray { Count: > 0 };
        if (isGone)
        {
            _objects.Remove(PathOf<T>(key));
        }
        else
        {
            _objects[PathOf<T>(key)] = changed;
        }

        var type = isGone ? WatchEventType.Deleted : known is null ? WatchEventType.Added : WatchEventType.Modified;
        _history.Add((T.Type.QualifiedName, _version, type, changed));
        foreach (var (_, events) in _watchers.Where(watcher => watcher.Kind == T.Type.QualifiedName))
        {
            events.Writer.TryWrite((type, changed));
        }

        return changed;
    }
}

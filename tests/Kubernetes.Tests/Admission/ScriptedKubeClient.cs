using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Serialization;

namespace Gko.Kubernetes.Tests.Admission;

/// <summary>
/// A small API server in memory: objects, resource versions, conflicts. Apply is a merge in which lists are replaced.
/// <see cref="BeforeCall"/> lets a test fail a call or play a second writer.
/// </summary>
internal sealed class ScriptedKubeClient : IKubeClient
{
    private readonly Dictionary<string, JsonObject> _objects = [];
    private int _version = 100;

    /// <summary>Such as <c>CREATE secrets ns/name</c>, in order.</summary>
    public List<string> Calls { get; } = [];

    public IEnumerable<string> Writes => Calls.Where(call => !call.StartsWith("GET", StringComparison.Ordinal));

    public Action<string>? BeforeCall { get; set; }

    /// <summary>Changes what a write stores, as controllers of a cluster would.</summary>
    public Action<JsonObject>? AfterWrite { get; set; }

    public PatchOptions? LastPatchOptions { get; private set; }

    public static KubeApiException Failure(HttpStatusCode code, string reason, string message = "scripted") =>
        new(new KubeStatus { Reason = reason, Message = message, Code = (int)code }, code, null);

    /// <summary>Stores an object without a recorded call.</summary>
    public void Put<T>(T resource) where T : class, IResource<T> =>
        Store(PathOf<T>(ObjectKey.Of(resource)), JsonSerializer.SerializeToNode(resource, T.Type.Json)!.AsObject());

    /// <summary>Changes a stored object without a recorded call.</summary>
    public void Edit<T>(ObjectKey key, Action<JsonObject> change) where T : class, IResource<T>
    {
        var path = PathOf<T>(key);
        change(_objects[path]);
        Store(path, _objects[path]);
    }

    public void Remove<T>(ObjectKey key) where T : class, IResource<T> => _objects.Remove(PathOf<T>(key));

    /// <summary>The stored object, without a recorded call; null when there is none.</summary>
    public T? Peek<T>(ObjectKey key) where T : class, IResource<T> =>
        _objects.TryGetValue(PathOf<T>(key), out var stored) ? stored.Deserialize(T.Type.Json) : null;

    public Task<T?> FindAsync<T>(ObjectKey key, CancellationToken ct = default) where T : class, IResource<T>
    {
        ct.ThrowIfCancellationRequested();
        Record<T>("GET", key);
        return Task.FromResult(Peek<T>(key));
    }

    public async Task<T> GetAsync<T>(ObjectKey key, CancellationToken ct = default) where T : class, IResource<T> =>
        await FindAsync<T>(key, ct) ?? throw NotFound<T>(key);

    public Task<T> CreateAsync<T>(T resource, WriteOptions? options = null, CancellationToken ct = default) where T : class, IResource<T>
    {
        var key = ObjectKey.Of(resource);
        Record<T>("CREATE", key);
        if (_objects.ContainsKey(PathOf<T>(key)))
        {
            throw Failure(HttpStatusCode.Conflict, "AlreadyExists");
        }

        Store(PathOf<T>(key), JsonSerializer.SerializeToNode(resource, T.Type.Json)!.AsObject());
        return Task.FromResult(Peek<T>(key)!);
    }

    public Task<T> PatchAsync<T>(ObjectKey key, Patch patch, PatchOptions? options = null, CancellationToken ct = default)
        where T : class, IResource<T>
    {
        ct.ThrowIfCancellationRequested();
        LastPatchOptions = options;
        var apply = patch.ContentType.StartsWith("application/apply", StringComparison.Ordinal);
        Record<T>(apply ? "APPLY" : "PATCH", key);
        var path = PathOf<T>(key);
        var stored = _objects.GetValueOrDefault(path) ?? (apply ? [] : throw NotFound<T>(key));
        var body = JsonNode.Parse(patch.Body.Span)!;
        Store(path, body is JsonArray operations ? Patched(stored, operations) : Merged(stored, body.AsObject()));
        return Task.FromResult(Peek<T>(key)!);
    }

    public Task<T> ReplaceAsync<T>(T resource, WriteOptions? options = null, CancellationToken ct = default)
        where T : class, IResource<T> => throw new NotSupportedException();

    public Task DeleteAsync<T>(ObjectKey key, DeleteOptions? options = null, CancellationToken ct = default)
        where T : class, IResource<T>
    {
        Record<T>("DELETE", key);
        var stored = Peek<T>(key) ?? throw NotFound<T>(key);
        if (options?.ResourceVersion is { } version && version != stored.Metadata.ResourceVersion)
        {
            throw Failure(HttpStatusCode.Conflict, "Conflict");
        }

        _objects.Remove(PathOf<T>(key));
        return Task.CompletedTask;
    }

    public Task<KubeList<T>> ListPageAsync<T>(string? ns, ListOptions options, CancellationToken ct = default)
        where T : class, IResource<T> => throw new NotSupportedException();

    public IAsyncEnumerable<T> ListAsync<T>(string? ns = null, ListOptions? options = null, CancellationToken ct = default)
        where T : class, IResource<T> => throw new NotSupportedException();

    public IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(string? ns, WatchOptions options, CancellationToken ct)
        where T : class, IResource<T> => throw new NotSupportedException();

    public Task<TResponse> PostAsync<TRequest, TResponse>(
        string path, TRequest body, JsonTypeInfo<TRequest> request, JsonTypeInfo<TResponse> response, CancellationToken ct = default) =>
        throw new NotSupportedException();

    private static string PathOf<T>(ObjectKey key) where T : class, IResource<T> => T.Type.Path(key.Namespace, key.Name);

    private static KubeApiException NotFound<T>(ObjectKey key) where T : class, IResource<T> =>
        Failure(HttpStatusCode.NotFound, "NotFound", $"{T.Type.Plural} \"{key.Name}\" not found");

    private static JsonObject Patched(JsonObject stored, JsonArray operations)
    {
        try
        {
            return JsonPatch.Apply(stored, operations)!.AsObject();
        }
        catch (JsonPatchException error)
        {
            throw Failure(HttpStatusCode.UnprocessableEntity, "Invalid", error.Message);
        }
    }

    private static JsonObject Merged(JsonObject stored, JsonObject patch)
    {
        var expected = patch["metadata"]?["resourceVersion"]?.GetValue<string>();
        if (expected is not null && expected != stored["metadata"]!["resourceVersion"]!.GetValue<string>())
        {
            throw Failure(HttpStatusCode.Conflict, "Conflict");
        }

        return JsonMergePatch.Apply(stored, patch)!.AsObject();
    }

    private void Record<T>(string verb, ObjectKey key) where T : class, IResource<T>
    {
        var call = $"{verb} {T.Type.Plural} {key}";
        Calls.Add(call);
        BeforeCall?.Invoke(call);
    }

    private void Store(string path, JsonObject value)
    {
        var stored = value.DeepClone().AsObject();
        AfterWrite?.Invoke(stored);
        var metadata = stored["metadata"] as JsonObject ?? [];
        metadata["resourceVersion"] = (++_version).ToString(CultureInfo.InvariantCulture);
        stored["metadata"] = metadata.Parent is null ? metadata : metadata.DeepClone();
        _objects[path] = stored;
    }
}

using System.Net;
using System.Text.Json.Nodes;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;

namespace Gko.Kubernetes.Client;

/// <summary>How each call looks on the wire.</summary>
internal static class KubeRequests
{
    public static KubeRequest Get<T>(ObjectKey key) where T : class, IResource<T> =>
        new(HttpMethod.Get, PathOf<T>(key)) { Accept = AcceptOf<T>("") };

    public static KubeRequest List<T>(string? ns, ListOptions options) where T : class, IResource<T>
    {
        var request = new KubeRequest(HttpMethod.Get, T.Type.Path(ns)) { Accept = AcceptOf<T>("List") }
            .With("labelSelector", options.LabelSelector)
            .With("fieldSelector", options.FieldSelector)
            .With("limit", options.Limit?.ToString())
            .With("continue", options.Continue);

        // A continue token carries its own version; the server refuses both.
        return string.IsNullOrEmpty(options.Continue)
            ? request.With("resourceVersion", options.ResourceVersion).With("resourceVersionMatch", options.ResourceVersionMatch)
            : request;
    }

    public static KubeRequest Watch<T>(string? ns, WatchOptions options, TimeSpan timeout) where T : class, IResource<T> =>
        new KubeRequest(HttpMethod.Get, T.Type.Path(ns)) { Accept = AcceptOf<T>(""), IsRepeatedByCaller = true }
            .With("watch", "true")
            .With("labelSelector", options.LabelSelector)
            .With("fieldSelector", options.FieldSelector)
            .With("resourceVersion", options.ResourceVersion)
            .With("allowWatchBookmarks", options.AllowBookmarks ? "true" : null)
            .With("sendInitialEvents", options.SendInitialEvents ? "true" : null)
            .With("resourceVersionMatch", options.SendInitialEvents ? "NotOlderThan" : null)
            .With("timeoutSeconds", ((int)Math.Ceiling(timeout.TotalSeconds)).ToString());

    public static KubeRequest Create<T>(T resource, WriteOptions? options) where T : class, IResource<T> =>
        new KubeRequest(HttpMethod.Post, T.Type.Path(NamespaceOf<T>(resource.Metadata.Namespace))) { Body = BodyOf(resource) }.With(options);

    public static KubeRequest Replace<T>(T resource, WriteOptions? options) where T : class, IResource<T> =>
        new KubeRequest(HttpMethod.Put, PathOf<T>(ObjectKey.Of(resource))) { Body = BodyOf(resource) }.With(options);

    public static KubeRequest Patch<T>(ObjectKey key, Patch patch, PatchOptions? options) where T : class, IResource<T> =>
        new KubeRequest(HttpMethod.Patch, PathOf<T>(key, options?.Subresource)) { Body = patch.Body, ContentType = patch.ContentType }
            .With(options)
            .With("force", options is { Force: true } ? "true" : null);

    public static KubeRequest Delete<T>(ObjectKey key, DeleteOptions? options) where T : class, IResource<T> =>
        new(HttpMethod.Delete, PathOf<T>(key)) { Body = options is null ? null : KubeBody.Of(DeleteBody(options)) };

    /// <summary>A server that knows no partial objects answers with whole ones, of which the rest is skipped.</summary>
    private static string AcceptOf<T>(string suffix) => typeof(IMetadataOnly).IsAssignableFrom(typeof(T))
        ? $"application/json;as=PartialObjectMetadata{suffix};g=meta.k8s.io;v=v1,application/json"
        : "application/json";

    private static string PathOf<T>(ObjectKey key, string? subresource = null) where T : class, IResource<T> =>
        key.Name.Length > 0
            ? T.Type.Path(NamespaceOf<T>(key.Namespace), Addressable(key.Name), subresource)
            : throw new ArgumentException($"A {T.Type.Kind} without a name cannot be addressed.");

    private static string? NamespaceOf<T>(string? ns) where T : class, IResource<T> =>
        T.Type.Namespaced && string.IsNullOrEmpty(ns)
            ? throw new ArgumentException($"A {T.Type.Kind} lives in a namespace, but none is given.")
            : ns is null ? null : Addressable(ns);

    // Names come from references that anybody writes. In a path these would lead elsewhere, to what nobody was asked about;
    // the API server lets nothing be called so.
    private static string Addressable(string name) => name is "." or ".."
        ? throw new KubeApiException(
            new KubeStatus { Status = "Failure", Code = 404, Reason = "NotFound", Message = $"nothing can be called \"{name}\"" },
            HttpStatusCode.NotFound, retryAfter: null)
        : name;

    private static ReadOnlyMemory<byte> BodyOf<T>(T resource) where T : class, IResource<T>
    {
        // The API server refuses objects of custom kinds that do not name them.
        resource.ApiVersion ??= T.Type.ApiVersion;
        resource.Kind ??= T.Type.Kind;
        return KubeBody.Of(resource, T.Type.Json);
    }

    private static JsonObject DeleteBody(DeleteOptions options)
    {
        var body = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "DeleteOptions" };
        if (options.PropagationPolicy is { } policy)
        {
            body["propagationPolicy"] = policy;
        }

        if (options.Uid is not null || options.ResourceVersion is not null)
        {
            body["preconditions"] = new JsonObject { ["uid"] = options.Uid, ["resourceVersion"] = options.ResourceVersion };
        }

        if (options.DryRun)
        {
            body["dryRun"] = new JsonArray("All");
        }

        return body;
    }
}

using System.Collections.Concurrent;
using Gko.Apim.Payloads;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Resolution;

namespace Gko.Operator;

/// <summary>
/// The ConfigMaps from which gateways of this cluster read APIs. One belongs to the API that its owner reference names; a
/// namesake of somebody else is never touched. Only metadata is watched, so that a ConfigMap is read when it is not known to be
/// as it was last written, be it after a start or after somebody edited it.
/// </summary>
internal sealed class GatewayConfigMaps(IKubeClient client, Informer<ConfigMapMetadata> known)
{
    private const int Attempts = 5;

    private readonly ConcurrentDictionary<ObjectKey, Written> _written = new();

    /// <summary>Makes the API's ConfigMap as wanted; removes it when none is.</summary>
    /// <returns>What is in the way; null when all is well.</returns>
    public async ValueTask<ResolutionProblem?> ReconcileAsync<T>(T api, GatewayConfig? wanted, CancellationToken ct)
        where T : class, IResource<T>
    {
        try
        {
            if (wanted is null)
            {
                await RemoveAsync(api, ct).ConfigureAwait(false);
                return null;
            }

            return IsAsWritten(api, wanted) ? null : await StoreAsync(api, wanted, ct).ConfigureAwait(false);
        }
        catch (Exception error) when (error is KubeApiException or HttpRequestException or IOException)
        {
            // Whatever it is, what APIM has taken by now must still get into the status.
            return Refused(ObjectKey.Of(api), error);
        }
    }

    private async Task RemoveAsync<T>(T api, CancellationToken ct)
        where T : class, IResource<T>
    {
        var key = ObjectKey.Of(api);
        _written.TryRemove(key, out _);
        if (known.Get(key) is not { } seen || !IsOwned(seen.Metadata, api))
        {
            return;
        }

        try
        {
            await client.DeleteAsync<ConfigMap>(key, new DeleteOptions { Uid = seen.Metadata.Uid }, ct).ConfigureAwait(false);
        }
        catch (KubeApiException error) when (error.IsNotFound || error.IsConflict)
        {
            // Gone already, or replaced by one that is not ours.
        }
    }

    private async Task<ResolutionProblem?> StoreAsync<T>(T api, GatewayConfig wanted, CancellationToken ct)
        where T : class, IResource<T>
    {
        var key = ObjectKey.Of(api);
        for (var attempt = 1; ; attempt++)
        {
            var current = await client.FindAsync<ConfigMap>(key, ct).ConfigureAwait(false);
            if (current is not null && !IsOwned(current.Metadata, api))
            {
                return Foreign(key, T.Type.Kind);
            }

            try
            {
                Remember(api, await WriteAsync(api, current, wanted, ct).ConfigureAwait(false), wanted);
                return null;
            }
            catch (KubeApiException error) when (attempt < Attempts && (error.IsConflict || error.IsAlreadyExists || error.IsNotFound))
            {
                // Somebody was faster. Look again.
            }
        }
    }

    private async Task<ConfigMap> WriteAsync<T>(T api, ConfigMap? current, GatewayConfig wanted, CancellationToken ct)
        where T : class, IResource<T>
    {
        if (current is null)
        {
            return await client.CreateAsync(Build(api, wanted), null, ct).ConfigureAwait(false);
        }

        if (IsEqual(current, wanted))
        {
            return current;
        }

        var changed = Build(api, wanted);
        changed.Metadata.ResourceVersion = current.Metadata.ResourceVersion;
        changed.Metadata.Labels = Union(current.Metadata.Labels, wanted.Labels);
        changed.Metadata.Annotations = current.Metadata.Annotations;
        changed.Metadata.Finalizers = current.Metadata.Finalizers;
        return await client.ReplaceAsync(changed, null, ct).ConfigureAwait(false);
    }

    private bool IsAsWritten(IResource api, GatewayConfig wanted) =>
        _written.TryGetValue(ObjectKey.Of(api), out var written)
        && written.Owner == api.Metadata.Uid
        && written.Hash == wanted.Hash
        && known.Get(ObjectKey.Of(api))?.Metadata.ResourceVersion == written.ResourceVersion;

    private void Remember(IResource api, ConfigMap stored, GatewayConfig wanted)
    {
        // The watch may be slower than the next pass.
        known.ObserveWrite(new ConfigMapMetadata { ApiVersion = stored.ApiVersion, Kind = stored.Kind, Metadata = stored.Metadata });
        _written[ObjectKey.Of(stored)] = new(api.Metadata.Uid, stored.Metadata.ResourceVersion, wanted.Hash);
    }

    // A recreated API has another uid: the old one's ConfigMap is the garbage collector's until it is gone.
    private static bool IsOwned<T>(ObjectMeta configMap, T api)
        where T : class, IResource<T> =>
        configMap.OwnerReferences?.Exists(owner => owner.Uid == api.Metadata.Uid) == true;

    private static bool IsEqual(ConfigMap current, GatewayConfig wanted) =>
        current.Data is { } data
        && data.Count == wanted.Data.Count
        && wanted.Data.All(entry => data.TryGetValue(entry.Key, out var value) && value == entry.Value)
        && wanted.Labels.All(label => current.Metadata.Labels?.GetValueOrDefault(label.Key) == label.Value);

    private static Dictionary<string, string> Union(Dictionary<string, string>? current, IReadOnlyDictionary<string, string> wanted)
    {
        var union = new Dictionary<string, string>(current ?? [], StringComparer.Ordinal);
        foreach (var (name, value) in wanted)
        {
            union[name] = value;
        }

        return union;
    }

    private static ConfigMap Build<T>(T api, GatewayConfig wanted)
        where T : class, IResource<T> => new()
    {
        ApiVersion = ConfigMap.Type.ApiVersion,
        Kind = ConfigMap.Type.Kind,
        Metadata = new ObjectMeta
        {
            Name = api.Metadata.Name,
            Namespace = api.Metadata.Namespace,
            Labels = new(wanted.Labels),
            OwnerReferences =
            [
                new OwnerReference
                {
                    ApiVersion = T.Type.ApiVersion, Kind = T.Type.Kind, Name = api.Metadata.Name ?? "", Uid = api.Metadata.Uid ?? "",
                },
            ],
        },
        Data = new(wanted.Data),
    };

    private static ResolutionProblem Foreign(ObjectKey key, string kind) => new(
        ProblemKind.UnresolvedReference,
        $"ConfigMap [{key}], from which gateways would read this API, exists already and does not belong to this {kind}: delete or rename the ConfigMap, or rename the API",
        "metadata.name");

    private static ResolutionProblem Refused(ObjectKey key, Exception error) => new(
        ProblemKind.UnresolvedReference,
        $"ConfigMap [{key}], from which gateways read this API, cannot be written: {error.Message}",
        "metadata.name");

    private sealed record Written(string? Owner, string? ResourceVersion, string Hash);
}

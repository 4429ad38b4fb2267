using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Controllers;

/// <summary>
/// Writes statuses with server-side apply, so that this program owns the fields it writes and those it no longer writes go
/// away. A status never lands on a namesake that was created meanwhile, but other changes of the object do not get in its way.
/// </summary>
/// <param name="client">Where to write.</param>
/// <param name="fieldManager">Under which name the fields are owned; must never change between versions.</param>
public sealed class StatusWriter(IKubeClient client, string fieldManager)
{
    private const int WriteAttempts = 5;

    private readonly PatchOptions _options = new() { FieldManager = fieldManager, Force = true, Subresource = "status" };

    /// <summary>
    /// Makes the status of the object equal to the given one, with <c>observedGeneration</c> set to the generation of
    /// <paramref name="resource"/>. Does nothing when the latest known status is equal already.
    /// </summary>
    /// <param name="resource">The object that was looked at.</param>
    /// <param name="status">The whole status; not mutated.</param>
    /// <param name="type">How the status is written.</param>
    /// <param name="informer">Gives the latest known status and is told the answer; null compares with <paramref name="resource"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>The object as stored; null when nothing was written, be it equal or the object be gone.</returns>
    /// <exception cref="KubeApiException">With <see cref="KubeApiException.IsConflict"/> when the object was recreated meanwhile.</exception>
    public async Task<T?> WriteAsync<T, TStatus>(
        T resource, TStatus status, JsonTypeInfo<TStatus> type, Informer<T>? informer, CancellationToken ct)
        where T : class, IResource<T>, IHasStatus<TStatus>
        where TStatus : class, IStatus
    {
        var key = ObjectKey.Of(resource);
        var wanted = JsonSerializer.SerializeToNode(status, type)!.AsObject();
        wanted["observedGeneration"] = resource.Metadata.Generation;
        var known = informer?.Get(key) ?? resource;
        if (known.Metadata.Uid == resource.Metadata.Uid && known.Status is { } current
            && JsonNode.DeepEquals(wanted, JsonSerializer.SerializeToNode(current, type)))
        {
            return null;
        }

        var basis = known.Metadata.Uid == resource.Metadata.Uid ? known : resource;
        return await ApplyAsync(basis, wanted, informer, ct).ConfigureAwait(false);
    }

    /// <summary>
    /// For custom resources the API server ignores a uid sent to <c>/status</c>; only the version tells a namesake. So each
    /// attempt is bound to a version, and one that comes too late is repeated if the object is still the same one.
    /// </summary>
    private async Task<T?> ApplyAsync<T>(T basis, JsonObject status, Informer<T>? informer, CancellationToken ct)
        where T : class, IResource<T>
    {
        var key = ObjectKey.Of(basis);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var stored = await client.PatchAsync<T>(key, Patch.Apply(Body(basis, status)), _options, ct).ConfigureAwait(false);
                informer?.ObserveWrite(stored);
                return stored;
            }
            catch (KubeApiException error) when (error.IsNotFound)
            {
                return null;
            }
            catch (KubeApiException error) when (error.IsConflict && attempt < WriteAttempts)
            {
                if (await client.FindAsync<T>(key, ct).ConfigureAwait(false) is not { } current)
                {
                    return null;
                }

                if (current.Metadata.Uid != basis.Metadata.Uid)
                {
                    throw;
                }

                basis = current;
            }
        }
    }

    private static JsonObject Body<T>(T resource, JsonObject status)
        where T : class, IResource<T>
    {
        var metadata = new JsonObject
        {
            ["name"] = resource.Metadata.Name,
            ["uid"] = resource.Metadata.Uid,
            ["resourceVersion"] = resource.Metadata.ResourceVersion,
        };
        if (resource.Metadata.Namespace is { } ns)
        {
            metadata["namespace"] = ns;
        }

        return new JsonObject
        {
            ["apiVersion"] = T.Type.ApiVersion,
            ["kind"] = T.Type.Kind,
            ["metadata"] = metadata,
            ["status"] = status.DeepClone(),
        };
    }
}

using System.Text.Json.Nodes;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Controllers;

/// <summary>Adds and removes one entry of <c>metadata.finalizers</c> without disturbing those of others.</summary>
public static class Finalizers
{
    private const int RemoveAttempts = 5;

    /// <summary>Whether the object carries the finalizer.</summary>
    public static bool Has(IResource resource, string name) => resource.Metadata.Finalizers?.Contains(name) is true;

    /// <summary>Adds the finalizer if the object is still as given.</summary>
    /// <returns>The object as stored; the given one if nothing was to be done; null when it no longer exists.</returns>
    /// <exception cref="KubeApiException">With <see cref="KubeApiException.IsConflict"/> when the object changed meanwhile.</exception>
    public static async Task<T?> AddAsync<T>(IKubeClient client, T resource, string name, CancellationToken ct)
        where T : class, IResource<T>
    {
        if (Has(resource, name))
        {
            return resource;
        }

        var finalizers = new JsonArray([.. (resource.Metadata.Finalizers ?? []).Append(name).Select(entry => JsonValue.Create(entry))]);

        // The list is written whole, so it must be based on the latest version: the server compares this one.
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["finalizers"] = finalizers,
                ["resourceVersion"] = resource.Metadata.ResourceVersion,
            },
        };
        try
        {
            return await client.PatchAsync<T>(ObjectKey.Of(resource), Patch.Merge(patch), null, ct).ConfigureAwait(false);
        }
        catch (KubeApiException error) when (error.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>Removes the finalizer from this very object, whatever else changed meanwhile; that it is gone already is fine.</summary>
    /// <returns>The object as stored; null when it no longer exists.</returns>
    public static async Task<T?> RemoveAsync<T>(IKubeClient client, T resource, string name, CancellationToken ct)
        where T : class, IResource<T>
    {
        var key = ObjectKey.Of(resource);
        var current = resource;
        for (var attempt = 1; ; attempt++)
        {
            if (current is null || current.Metadata.Uid != resource.Metadata.Uid)
            {
                return null;
            }

            var index = current.Metadata.Finalizers?.IndexOf(name) ?? -1;
            if (index < 0)
            {
                return current;
            }

            try
            {
                return await client.PatchAsync<T>(key, Removal(current, name, index), null, ct).ConfigureAwait(false);
            }
            catch (KubeApiException error) when (error.IsNotFound)
            {
                return null;
            }
            catch (KubeApiException error) when ((error.IsInvalid || error.IsConflict) && attempt < RemoveAttempts)
            {
                // A test failed: the list was changed or the object replaced. Look again.
                current = await client.FindAsync<T>(key, ct).ConfigureAwait(false);
            }
        }
    }

    private static Patch Removal(IResource resource, string name, int index) => Patch.Json(new JsonArray(
        Operation("test", "/metadata/uid", resource.Metadata.Uid),
        Operation("test", $"/metadata/finalizers/{index}", name),
        new JsonObject { ["op"] = "remove", ["path"] = $"/metadata/finalizers/{index}" }));

    private static JsonObject Operation(string op, string path, string? value) =>
        new() { ["op"] = op, ["path"] = path, ["value"] = value };
}

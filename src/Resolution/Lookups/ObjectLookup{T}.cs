using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;

namespace Gko.Resolution;

/// <summary>
/// Finds an object that another one refers to: in the cache and, where that has not seen it yet, at the API server. Two
/// objects applied in one go reach the cache one after the other.
/// </summary>
public sealed class ObjectLookup<T>(IStore<T> store, IKubeClient client, WatchScope scope) where T : class, IResource<T>
{
    /// <summary>The object, or why it cannot be had. Failures of transport throw.</summary>
    /// <param name="key">Whom to look for.</param>
    /// <param name="reads">Is told of the object, whether it is there or not.</param>
    /// <param name="ct">Ends the wait for the API server.</param>
    public async ValueTask<Lookup<T>> FindAsync(ObjectKey key, ReadLog reads, CancellationToken ct)
    {
        if (key.Name.Length == 0)
        {
            return new(null, "the reference names no object; give it a name");
        }

        reads.Add(ReferenceKey.Of<T>(key));
        if (!scope.Contains(key.Namespace))
        {
            return new(null, scope.Refuse(key.Namespace), IsReadable: false);
        }

        try
        {
            var found = store.Get(key) ?? await client.FindAsync<T>(key, ct).ConfigureAwait(false);
            return found is null ? new(null, "it was not found; create it, or correct the name and the namespace") : new(found, "");
        }
        catch (KubeApiException error) when (error.IsForbidden)
        {
            return new(null, "the operator's service account may not read it; grant it access to that namespace", IsReadable: false);
        }
    }
}

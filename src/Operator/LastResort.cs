using System.Collections.Concurrent;
using Gko.Apim.Connections;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;

namespace Gko.Operator;

/// <summary>
/// How to delete what a context or its Secret can no longer be asked about. When a namespace is deleted, all its objects go at
/// once and Secrets wait for nobody, so that what they held is remembered while the process lives. Where that does not help
/// and the namespace is on its way out, nothing can be restored in it: waiting would only keep the namespace for ever.
/// </summary>
internal sealed class LastResort(IKubeClient client)
{
    private readonly ConcurrentDictionary<ObjectKey, ApimConnection> _connections = new();

    /// <summary>Keeps the connection of a context that works.</summary>
    public void Remember(ObjectKey context, ApimConnection connection) => _connections[context] = connection;

    /// <summary>To be called when nobody relies on the context any more.</summary>
    public void Forget(ObjectKey context) => _connections.TryRemove(context, out _);

    /// <summary>The last connection of the context that worked; null when this process has seen none.</summary>
    public ApimConnection? ConnectionOf(ObjectKey context) => _connections.GetValueOrDefault(context);

    /// <summary>Whether what is missing from the namespace can never come back, because the namespace is being deleted.</summary>
    public async ValueTask<bool> IsBeyondRepairAsync(string? ns, CancellationToken ct)
    {
        try
        {
            return ns is not null
                && await client.FindAsync<Namespace>(new ObjectKey(null, ns), ct).ConfigureAwait(false)
                    is { Metadata.DeletionTimestamp: not null };
        }
        catch (KubeApiException error) when (error.IsForbidden)
        {
            // Without the right to look, the object waits and says so.
            return false;
        }
    }
}

using System.Collections.Concurrent;
using Gko.Contracts;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;

namespace Gko.Resolution;

/// <summary>
/// Finds APIs that claim one address, in O(1) of the number of APIs. The cache trails the API server by some milliseconds,
/// so two APIs applied in one go could both slip through: addresses admitted a moment ago are therefore remembered for a
/// short time, and a hit among them is confirmed with one read of that very object.
/// </summary>
public sealed class PathClaims(IStore<ApiDefinition> apis, IKubeClient client, WatchScope scope, TimeProvider time)
{
    private static readonly TimeSpan RememberFor = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Admitted> _admitted = new(StringComparer.Ordinal);

    /// <summary>All conflicts of an API with others.</summary>
    /// <param name="api">The API under review; it never conflicts with itself.</param>
    /// <param name="inCluster">Look at all watched namespaces, not only at the API's own.</param>
    public async ValueTask<IReadOnlyList<PathConflict>> FindConflictsAsync(ApiDefinition api, bool inCluster, CancellationToken ct)
    {
        var key = ObjectKey.Of(api);
        var hosts = api.Spec?.Proxy?.VirtualHosts ?? [];
        var conflicts = new List<PathConflict>();
        for (var index = 0; index < hosts.Count; index++)
        {
            var path = ContextPath.Of(hosts[index].Host, hosts[index].Path);
            if (FindStored(path, key, inCluster) is { } stored)
            {
                conflicts.Add(new PathConflict(path, index, stored));
            }
            else if (await FindAdmittedAsync(path, key, inCluster, ct).ConfigureAwait(false) is { } admitted)
            {
                conflicts.Add(new PathConflict(path, index, admitted));
            }
        }

        return conflicts;
    }

    /// <summary>Remembers the addresses of an API that was just admitted.</summary>
    public void Remember(ApiDefinition api)
    {
        var now = time.GetUtcNow();
        foreach (var (path, old) in _admitted)
        {
            if (now - old.At > RememberFor)
            {
                _admitted.TryRemove(new KeyValuePair<string, Admitted>(path, old));
            }
        }

        foreach (var path in ApiDefinitionIndexes.PathsOf(api))
        {
            _admitted[path] = new Admitted(ObjectKey.Of(api), now);
        }
    }

    private ObjectKey? FindStored(string path, ObjectKey self, bool inCluster)
    {
        foreach (var other in apis.ByIndex(ApiDefinitionIndexes.ByPath, path))
        {
            var key = ObjectKey.Of(other);
            if (key != self && (inCluster || key.Namespace == self.Namespace))
            {
                return key;
            }
        }

        return null;
    }

    private async ValueTask<ObjectKey?> FindAdmittedAsync(string path, ObjectKey self, bool inCluster, CancellationToken ct)
    {
        if (!_admitted.TryGetValue(path, out var admitted)
            || admitted.Owner == self
            || time.GetUtcNow() - admitted.At > RememberFor
            || !(inCluster || admitted.Owner.Namespace == self.Namespace)
            || !scope.Contains(admitted.Owner.Namespace))
        {
            return null;
        }

        var live = await client.FindAsync<ApiDefinition>(admitted.Owner, ct).ConfigureAwait(false);
        return live is not null && ApiDefinitionIndexes.PathsOf(live).Contains(path, StringComparer.Ordinal) ? admitted.Owner : null;
    }

    private sealed record Admitted(ObjectKey Owner, DateTimeOffset At);
}

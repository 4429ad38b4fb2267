using System.Collections.Concurrent;
using System.Collections.Immutable;
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

    // By address, because several APIs may hold one: two namespaces each have their own unless conflicts are looked for everywhere.
    private readonly ConcurrentDictionary<string, ImmutableDictionary<ObjectKey, DateTimeOffset>> _admitted = new(StringComparer.Ordinal);

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
        foreach (var claim in _admitted)
        {
            if (claim.Value.Values.All(at => now - at > RememberFor))
            {
                _admitted.TryRemove(claim);
            }
        }

        var key = ObjectKey.Of(api);
        foreach (var path in ApiDefinitionIndexes.PathsOf(api))
        {
            _admitted.AddOrUpdate(
                path, _ => ImmutableDictionary<ObjectKey, DateTimeOffset>.Empty.Add(key, now), (_, owners) => owners.SetItem(key, now));
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
        if (!_admitted.TryGetValue(path, out var owners))
        {
            return null;
        }

        foreach (var (owner, at) in owners)
        {
            if (owner == self
                || time.GetUtcNow() - at > RememberFor
                || !(inCluster || owner.Namespace == self.Namespace)
                || !scope.Contains(owner.Namespace))
            {
                continue;
            }

            var live = await client.FindAsync<ApiDefinition>(owner, ct).ConfigureAwait(false);
            if (live is not null && ApiDefinitionIndexes.PathsOf(live).Contains(path, StringComparer.Ordinal))
            {
                return owner;
            }
        }

        return null;
    }
}

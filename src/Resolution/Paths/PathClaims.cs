using Gko.Contracts;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;

namespace Gko.Resolution;

/// <summary>
/// Finds APIs of both versions that claim one address, in O(1) of the number of APIs. The cache trails the API server by some
/// milliseconds, so two APIs applied in one go could both slip through: addresses admitted a moment ago are therefore
/// remembered for a short time, and a hit among them is confirmed with one read of that very object.
/// </summary>
public sealed class PathClaims(
    IStore<ApiDefinition> apis, IStore<ApiV4Definition> v4Apis, IKubeClient client, WatchScope scope, TimeProvider time)
{
    private readonly RememberedClaims _admitted = new(TimeSpan.FromSeconds(30), time);

    /// <summary>All conflicts of an API with others, at most one for each of its addresses.</summary>
    /// <param name="api">The API under review; it never conflicts with itself.</param>
    /// <param name="addresses">Its addresses, with templates evaluated; those of other APIs are compared as they stand.</param>
    /// <param name="inCluster">Look at all watched namespaces, not only at the API's own.</param>
    /// <param name="ct">Ends the wait for the API server.</param>
    public async ValueTask<IReadOnlyList<PathConflict>> FindConflictsAsync(
        ReferenceKey api, IReadOnlyList<ApiAddress> addresses, bool inCluster, CancellationToken ct)
    {
        var conflicts = new List<PathConflict>();
        foreach (var address in addresses)
        {
            if (await FindOwnerAsync(address, api, inCluster, ct).ConfigureAwait(false) is { } owner)
            {
                conflicts.Add(new PathConflict(address, owner, KindOf(address, owner, api)));
            }
            else if (FindTwin(address, api, inCluster) is { } twin)
            {
                conflicts.Add(new PathConflict(address, twin, PathConflictKind.HostCase));
            }
        }

        return conflicts;
    }

    /// <summary>Remembers the addresses of an API that was just admitted.</summary>
    public void Remember(ReferenceKey api, IReadOnlyList<ApiAddress> addresses) => _admitted.Add(api, ApiAddresses.IndexValues(addresses));

    private static PathConflictKind KindOf(ApiAddress address, ReferenceKey owner, ReferenceKey self) =>
        address.Kind is AddressKind.Kafka ? PathConflictKind.KafkaHost
        : owner.Key == self.Key ? PathConflictKind.Namesake
        : PathConflictKind.SameAddress;

    // An owner of another name comes first: it is the one that upstream objects to.
    private async ValueTask<ReferenceKey?> FindOwnerAsync(ApiAddress address, ReferenceKey self, bool inCluster, CancellationToken ct)
    {
        ReferenceKey? namesake = null;
        foreach (var owner in Stored(address.IndexValue).Where(owner => IsOther(owner, self, inCluster)))
        {
            if (owner.Key != self.Key)
            {
                return owner;
            }

            namesake = owner;
        }

        foreach (var owner in _admitted.Of(address.IndexValue).Where(owner => IsOther(owner, self, inCluster)))
        {
            if ((namesake is null || owner.Key != self.Key)
                && scope.Contains(owner.Key.Namespace)
                && await HoldsAsync(owner, address.IndexValue, ct).ConfigureAwait(false))
            {
                return owner;
            }
        }

        return namesake;
    }

    // Asked only when nobody has the very same address, so that whoever is found writes its host in another way.
    private ReferenceKey? FindTwin(ApiAddress address, ReferenceKey self, bool inCluster) => address.FoldedValue is not { } folded
        ? null
        : apis.ByIndex(ApiDefinitionIndexes.ByHost, folded).Select(ReferenceKey.Of)
            .Concat(v4Apis.ByIndex(ApiV4DefinitionIndexes.ByHost, folded).Select(ReferenceKey.Of))
            .Where(owner => IsOther(owner, self, inCluster))
            .Select(owner => (ReferenceKey?)owner)
            .FirstOrDefault();

    private IEnumerable<ReferenceKey> Stored(string address) =>
        apis.ByIndex(ApiDefinitionIndexes.ByPath, address).Select(ReferenceKey.Of)
            .Concat(v4Apis.ByIndex(ApiV4DefinitionIndexes.ByPath, address).Select(ReferenceKey.Of));

    private static bool IsOther(ReferenceKey owner, ReferenceKey self, bool inCluster) =>
        owner != self && (inCluster || owner.Key.Namespace == self.Key.Namespace);

    private async ValueTask<bool> HoldsAsync(ReferenceKey owner, string address, CancellationToken ct)
    {
        var held = owner.Kind == ApiDefinition.Type.Kind
            ? ApiAddresses.Of((await client.FindAsync<ApiDefinition>(owner.Key, ct).ConfigureAwait(false))?.Spec)
            : ApiAddresses.Of((await client.FindAsync<ApiV4Definition>(owner.Key, ct).ConfigureAwait(false))?.Spec);
        return ApiAddresses.IndexValues(held).Contains(address, StringComparer.Ordinal);
    }
}

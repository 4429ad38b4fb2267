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
            if (await FindOwnerAsync(address, api, inCluster, ct).ConfigureAwait(false) is { } claim)
            {
                conflicts.Add(new PathConflict(address, claim.Owner, claim.Path, KindOf(address, claim.Owner, api)));
            }
            else if (FindTwin(address, api, inCluster) is { } twin)
            {
                conflicts.Add(new PathConflict(address, twin.Owner, twin.Path, PathConflictKind.HostCase));
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
    private async ValueTask<Claim?> FindOwnerAsync(ApiAddress address, ReferenceKey self, bool inCluster, CancellationToken ct)
    {
        Claim? namesake = null;
        foreach (var claim in Stored(address, self, inCluster))
        {
            if (claim.Owner.Key != self.Key)
            {
                return claim;
            }

            namesake = claim;
        }

        foreach (var owner in _admitted.Of(address.IndexValue).Where(owner => IsOther(owner, self, inCluster)))
        {
            if ((namesake is null || owner.Key != self.Key)
                && scope.Contains(owner.Key.Namespace)
                && await ReadAsync(owner, address, ct).ConfigureAwait(false) is { } claim)
            {
                return claim;
            }
        }

        return namesake;
    }

    private IEnumerable<Claim> Stored(ApiAddress address, ReferenceKey self, bool inCluster) => Claims(
        apis.ByIndex(ApiDefinitionIndexes.ByPath, address.IndexValue),
        v4Apis.ByIndex(ApiV4DefinitionIndexes.ByPath, address.IndexValue),
        other => other.IndexValue == address.IndexValue, self, inCluster);

    // Asked only when nobody has the very same address, so that whoever is found writes its host in another way.
    private Claim? FindTwin(ApiAddress address, ReferenceKey self, bool inCluster) => address.FoldedValue is not { } folded
        ? null
        : Claims(
            apis.ByIndex(ApiDefinitionIndexes.ByHost, folded),
            v4Apis.ByIndex(ApiV4DefinitionIndexes.ByHost, folded),
            other => other.FoldedValue == folded, self, inCluster).Select(claim => (Claim?)claim).FirstOrDefault();

    private static IEnumerable<Claim> Claims(
        IEnumerable<ApiDefinition> apis, IEnumerable<ApiV4Definition> v4Apis, Func<ApiAddress, bool> isMeant, ReferenceKey self, bool inCluster)
    {
        return apis.Where(api => IsOther(ReferenceKey.Of(api), self, inCluster)).Select(api => Of(ReferenceKey.Of(api), ApiAddresses.Of(api.Spec)))
            .Concat(v4Apis.Where(api => IsOther(ReferenceKey.Of(api), self, inCluster)).Select(api => Of(ReferenceKey.Of(api), ApiAddresses.Of(api.Spec))));

        Claim Of(ReferenceKey owner, IReadOnlyList<ApiAddress> addresses) => new(owner, addresses.First(isMeant).Written);
    }

    private static bool IsOther(ReferenceKey owner, ReferenceKey self, bool inCluster) =>
        owner != self && (inCluster || owner.Key.Namespace == self.Key.Namespace);

    private async ValueTask<Claim?> ReadAsync(ReferenceKey owner, ApiAddress address, CancellationToken ct)
    {
        var held = owner.Kind == ApiDefinition.Type.Kind
            ? ApiAddresses.Of((await client.FindAsync<ApiDefinition>(owner.Key, ct).ConfigureAwait(false))?.Spec)
            : ApiAddresses.Of((await client.FindAsync<ApiV4Definition>(owner.Key, ct).ConfigureAwait(false))?.Spec);
        return held.FirstOrDefault(other => other.IndexValue == address.IndexValue) is { } same ? new Claim(owner, same.Written) : null;
    }

    private readonly record struct Claim(ReferenceKey Owner, string Path);
}

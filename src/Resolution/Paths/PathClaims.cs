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
        var search = new Search(api, inCluster);
        foreach (var address in addresses)
        {
            ct.ThrowIfCancellationRequested();
            if (await FindOwnerAsync(address, search, ct).ConfigureAwait(false) is { } claim)
            {
                conflicts.Add(new PathConflict(address, claim.Owner, claim.Path, KindOf(address, claim.Owner, api)));
            }
            else if (FindTwin(address, search) is { } twin)
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
    private async ValueTask<Claim?> FindOwnerAsync(ApiAddress address, Search search, CancellationToken ct)
    {
        Claim? namesake = null;
        foreach (var claim in Stored(address, search))
        {
            if (claim.Owner.Key != search.Self.Key)
            {
                return claim;
            }

            namesake = claim;
        }

        foreach (var owner in _admitted.Of(address.IndexValue).Where(search.IsOther))
        {
            if ((namesake is null || owner.Key != search.Self.Key)
                && scope.Contains(owner.Key.Namespace)
                && await ReadAsync(owner, address, search, ct).ConfigureAwait(false) is { } claim)
            {
                return claim;
            }
        }

        return namesake;
    }

    private IEnumerable<Claim> Stored(ApiAddress address, Search search) => Claims(
        apis.ByIndex(ApiDefinitionIndexes.ByPath, address.IndexValue),
        v4Apis.ByIndex(ApiV4DefinitionIndexes.ByPath, address.IndexValue),
        address.IndexValue, isFolded: false, search);

    // Asked only when nobody has the very same address, so that whoever is found writes its host in another way.
    private Claim? FindTwin(ApiAddress address, Search search) => address.FoldedValue is not { } folded
        ? null
        : Claims(
            apis.ByIndex(ApiDefinitionIndexes.ByHost, folded),
            v4Apis.ByIndex(ApiV4DefinitionIndexes.ByHost, folded),
            folded, isFolded: true, search).Select(claim => (Claim?)claim).FirstOrDefault();

    private static IEnumerable<Claim> Claims(
        IEnumerable<ApiDefinition> apis, IEnumerable<ApiV4Definition> v4Apis, string value, bool isFolded, Search search)
    {
        return apis.Select(api => Of(ReferenceKey.Of(api), api, () => ApiAddresses.Of(api.Spec)))
            .Concat(v4Apis.Select(api => Of(ReferenceKey.Of(api), api, () => ApiAddresses.Of(api.Spec))))
            .OfType<Claim>();

        Claim? Of(ReferenceKey owner, IApi api, Func<IReadOnlyList<ApiAddress>> addresses) =>
            search.IsOther(owner) && search.Held.Find(api, addresses, value, isFolded) is { } written ? new Claim(owner, written) : null;
    }

    private async ValueTask<Claim?> ReadAsync(ReferenceKey owner, ApiAddress address, Search search, CancellationToken ct)
    {
        if (!search.Read.TryGetValue(owner, out var held))
        {
            search.Read[owner] = held = owner.Kind == ApiDefinition.Type.Kind
                ? ApiAddresses.Of((await client.FindAsync<ApiDefinition>(owner.Key, ct).ConfigureAwait(false))?.Spec)
                : ApiAddresses.Of((await client.FindAsync<ApiV4Definition>(owner.Key, ct).ConfigureAwait(false))?.Spec);
        }

        return search.Held.Find(held, () => held, address.IndexValue, isFolded: false) is { } written ? new Claim(owner, written) : null;
    }

    private readonly record struct Claim(ReferenceKey Owner, string Path);

    /// <summary>One search for the conflicts of one API, and what was found out on the way.</summary>
    private sealed class Search(ReferenceKey self, bool inCluster)
    {
        public ReferenceKey Self => self;

        public HeldAddresses Held { get; } = new();

        /// <summary>The addresses of APIs that were read from the API server.</summary>
        public Dictionary<ReferenceKey, IReadOnlyList<ApiAddress>> Read { get; } = [];

        public bool IsOther(ReferenceKey owner) => owner != self && (inCluster || owner.Key.Namespace == self.Key.Namespace);
    }
}

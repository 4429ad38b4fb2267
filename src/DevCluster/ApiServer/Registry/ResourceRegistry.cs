using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Gko.DevCluster.ApiServer;

/// <summary>The kinds that are served right now; swapped as a whole when a definition comes, changes or goes.</summary>
internal sealed class ResourceRegistry
{
    private volatile Snapshot _current = new(BuiltInKinds.All);

    /// <summary>All served kinds, by group, version and plural.</summary>
    public IReadOnlyList<ResourceDefinition> All => _current.Definitions;

    public bool TryFind(string group, string version, string plural, [NotNullWhen(true)] out ResourceDefinition? resource) =>
        _current.ByPath.TryGetValue((group, version, plural), out resource);

    public ResourceDefinition Get(string group, string version, string plural) => _current.ByPath[(group, version, plural)];

    /// <summary>Any served version of a stored resource; null when no version is served.</summary>
    public ResourceDefinition? ForStorage(string storageName) =>
        _current.Definitions.FirstOrDefault(resource => resource.StorageName == storageName);

    /// <summary>Replaces all custom kinds.</summary>
    public void SetCustom(IEnumerable<ResourceDefinition> custom) => _current = new Snapshot([.. BuiltInKinds.All, .. custom]);

    private sealed class Snapshot(IEnumerable<ResourceDefinition> definitions)
    {
        public ImmutableArray<ResourceDefinition> Definitions { get; } =
        [
            .. definitions.OrderBy(resource => resource.Group, StringComparer.Ordinal)
                .ThenBy(resource => resource.Version, StringComparer.Ordinal)
                .ThenBy(resource => resource.Plural, StringComparer.Ordinal),
        ];

        public Dictionary<(string, string, string), ResourceDefinition> ByPath =>
            field ??= Definitions.ToDictionary(resource => (resource.Group, resource.Version, resource.Plural));
    }
}

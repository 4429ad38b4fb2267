using System.Collections.Immutable;

namespace Gko.DevCluster.ApiServer;

/// <summary>One committed write: what was there, what is there now, and the resource's content after it.</summary>
/// <param name="Version">The resource version of the write.</param>
/// <param name="Old">Null when the object was created.</param>
/// <param name="New">Null when the object was removed.</param>
/// <param name="After">The whole resource as of this version; it shares its structure with its neighbours.</param>
internal sealed record StoreEvent(
    long Version, StoredObject? Old, StoredObject? New, ImmutableSortedDictionary<ObjectName, StoredObject> After);

using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Gko.Resolution;

/// <summary>Who claimed which address a moment ago. Safe for concurrent use.</summary>
internal sealed class RememberedClaims(TimeSpan rememberFor, TimeProvider time)
{
    // By address, because several APIs may hold one: two namespaces each have their own unless conflicts are looked for everywhere.
    private readonly ConcurrentDictionary<string, ImmutableDictionary<ReferenceKey, DateTimeOffset>> _claims = new(StringComparer.Ordinal);

    /// <summary>Remembers claims, and forgets old ones.</summary>
    public void Add(ReferenceKey owner, IEnumerable<string> addresses)
    {
        var now = time.GetUtcNow();
        foreach (var claim in _claims)
        {
            if (claim.Value.Values.All(at => now - at > rememberFor))
            {
                _claims.TryRemove(claim);
            }
        }

        foreach (var address in addresses)
        {
            _claims.AddOrUpdate(
                address, _ => ImmutableDictionary<ReferenceKey, DateTimeOffset>.Empty.Add(owner, now), (_, owners) => owners.SetItem(owner, now));
        }
    }

    /// <summary>Those who claimed the address not too long ago.</summary>
    public IEnumerable<ReferenceKey> Of(string address)
    {
        var now = time.GetUtcNow();
        return _claims.TryGetValue(address, out var owners)
            ? owners.Where(owner => now - owner.Value <= rememberFor).Select(owner => owner.Key)
            : [];
    }
}

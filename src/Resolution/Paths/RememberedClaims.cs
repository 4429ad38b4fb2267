namespace Gko.Resolution;

/// <summary>Who claimed which address a moment ago. Safe for concurrent use; what is forgotten costs nothing to look for.</summary>
internal sealed class RememberedClaims(TimeSpan rememberFor, TimeProvider time)
{
    private readonly Lock _gate = new();

    // By address, because several APIs may hold one: two namespaces each have their own unless conflicts are looked for everywhere.
    private readonly Dictionary<string, Dictionary<ReferenceKey, DateTimeOffset>> _claims = new(StringComparer.Ordinal);
    private readonly Queue<(string Address, ReferenceKey Owner, DateTimeOffset At)> _order = new();

    /// <summary>Remembers claims, and forgets old ones.</summary>
    public void Add(ReferenceKey owner, IEnumerable<string> addresses)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            Forget(now);
            foreach (var address in addresses)
            {
                if (!_claims.TryGetValue(address, out var owners))
                {
                    _claims.Add(address, owners = []);
                }

                owners[owner] = now;
                _order.Enqueue((address, owner, now));
            }
        }
    }

    /// <summary>Those who claimed the address not too long ago.</summary>
    public IReadOnlyList<ReferenceKey> Of(string address)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            return _claims.TryGetValue(address, out var owners)
                ? [.. owners.Where(owner => now - owner.Value <= rememberFor).Select(owner => owner.Key)]
                : [];
        }
    }

    private void Forget(DateTimeOffset now)
    {
        while (_order.TryPeek(out var oldest) && now - oldest.At > rememberFor)
        {
            _order.Dequeue();
            // It may have been claimed again since.
            if (_claims.TryGetValue(oldest.Address, out var owners)
                && owners.TryGetValue(oldest.Owner, out var at) && at == oldest.At
                && owners.Remove(oldest.Owner) && owners.Count == 0)
            {
                _claims.Remove(oldest.Address);
            }
        }
    }
}

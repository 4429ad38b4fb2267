using System.Collections.Immutable;

namespace Gko.Resolution;

/// <summary>Who claimed which address a moment ago. Safe for concurrent use.</summary>
internal sealed class RememberedClaims(TimeSpan rememberFor, TimeProvider time)
{
    private readonly Lock _lock = new();

    // By address, because several APIs may hold one: two namespaces each have their own unless conflicts are looked for everywhere.
    private readonly Dictionary<string, ImmutableDictionary<ReferenceKey, DateTimeOffset>> _claims = new(StringComparer.Ordinal);

    // The order in which claims have to be forgotten: looking through all of them for each new one would take ever longer.
    private readonly Queue<(string Address, DateTimeOffset At)> _added = new();

    /// <summary>How many addresses are known.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _claims.Count;
            }
        }
    }

    /// <summary>Remembers claims, and forgets old ones.</summary>
    public void Add(ReferenceKey owner, IEnumerable<string> addresses)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            while (_added.TryPeek(out var oldest) && IsOver(oldest.At, now))
            {
                _added.Dequeue();
                Forget(oldest.Address, now);
            }

            foreach (var address in addresses)
            {
                _claims[address] = Owners(address).SetItem(owner, now);
                _added.Enqueue((address, now));
            }
        }
    }

    /// <summary>Those who claimed the address not too long ago.</summary>
    public IEnumerable<ReferenceKey> Of(string address)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            return Owners(address).Where(owner => !IsOver(owner.Value, now)).Select(owner => owner.Key);
        }
    }

    private void Forget(string address, DateTimeOffset now)
    {
        var left = Owners(address).RemoveRange(Owners(address).Where(owner => IsOver(owner.Value, now)).Select(owner => owner.Key));
        if (left.IsEmpty)
        {
            _claims.Remove(address);
        }
        else
        {
            _claims[address] = left;
        }
    }

    private ImmutableDictionary<ReferenceKey, DateTimeOffset> Owners(string address) =>
        _claims.GetValueOrDefault(address, ImmutableDictionary<ReferenceKey, DateTimeOffset>.Empty);

    private bool IsOver(DateTimeOffset at, DateTimeOffset now) => now - at > rememberFor;
}

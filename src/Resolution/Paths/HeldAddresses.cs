namespace Gko.Resolution;

/// <summary>
/// How APIs write their addresses, found out once for each API in one search: two APIs with thousands of paths in common must not
/// cost the product of both.
/// </summary>
internal sealed class HeldAddresses
{
    private readonly Dictionary<object, Values> _held = new(ReferenceEqualityComparer.Instance);

    /// <summary>The address as the API writes it; null when it has none like that.</summary>
    /// <param name="api">Whose addresses these are; any object stands for itself only.</param>
    /// <param name="addresses">Gives all that it has.</param>
    /// <param name="value">The <see cref="ApiAddress.IndexValue"/> or, if <paramref name="isFolded"/>, the <see cref="ApiAddress.FoldedValue"/>.</param>
    /// <param name="isFolded">Which of both.</param>
    public string? Find(object api, Func<IReadOnlyList<ApiAddress>> addresses, string value, bool isFolded)
    {
        if (!_held.TryGetValue(api, out var values))
        {
            _held[api] = values = new Values(addresses());
        }

        return (isFolded ? values.Folded : values.Exact).GetValueOrDefault(value);
    }

    private sealed class Values
    {
        public Values(IReadOnlyList<ApiAddress> addresses)
        {
            foreach (var address in addresses)
            {
                Exact.TryAdd(address.IndexValue, address.Written);
                if (address.FoldedValue is { } folded)
                {
                    Folded.TryAdd(folded, address.Written);
                }
            }
        }

        public Dictionary<string, string> Exact { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, string> Folded { get; } = new(StringComparer.Ordinal);
    }
}

namespace Gko.Resolution;

/// <summary>An address on which an API wants to answer.</summary>
/// <param name="Kind">What sort of address.</param>
/// <param name="Value">Cleaned (<see cref="ContextPath"/>).</param>
/// <param name="Field">Where it stands in the spec.</param>
/// <param name="IsRooted">False for a path that was written without a slash at its start.</param>
public sealed record ApiAddress(AddressKind Kind, string Value, string Field, bool IsRooted = true)
{
    /// <summary>As the spec has it, with the host before it.</summary>
    public string Written { get; init; } = Value;

    /// <summary>
    /// Equal for addresses that exclude each other. A TCP host excludes an HTTP path of the same text, as upstream has it; a Kafka
    /// host excludes only its like.
    /// </summary>
    public string IndexValue => Kind is AddressKind.Kafka ? $"kafka {Value}" : Value;

    /// <summary>Equal for addresses that differ at most by the case of their host, which no client cares about; null without a host.</summary>
    public string? FoldedValue => Kind is AddressKind.Http && Value.StartsWith('/') ? null : FoldHost(IndexValue);

    private static string FoldHost(string value)
    {
        var slash = value.IndexOf('/');
        return slash < 0 ? value.ToLowerInvariant() : string.Concat(value[..slash].ToLowerInvariant(), value.AsSpan(slash));
    }
}

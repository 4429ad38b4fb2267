namespace Gko.Resolution;

/// <summary>An address on which an API wants to answer.</summary>
/// <param name="Kind">What sort of address.</param>
/// <param name="Value">Cleaned (<see cref="ContextPath"/>), as messages show it.</param>
/// <param name="Field">Where it stands in the spec.</param>
public sealed record ApiAddress(AddressKind Kind, string Value, string Field)
{
    /// <summary>
    /// Equal for addresses that exclude each other. A TCP host excludes an HTTP path of the same text, as upstream has it; a Kafka
    /// host excludes only its like.
    /// </summary>
    public string IndexValue => Kind is AddressKind.Kafka ? $"kafka {Value}" : Value;
}

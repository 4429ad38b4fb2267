using System.Diagnostics.CodeAnalysis;

namespace Gko.Resolution;

/// <summary>An object that was looked for.</summary>
/// <param name="Value">The object; null when it cannot be had.</param>
/// <param name="Reason">Why not and what helps, as the end of a sentence; empty when it was found.</param>
/// <param name="IsReadable">False when it may be there, but not for this operator.</param>
public readonly record struct Lookup<T>(T? Value, string Reason, bool IsReadable = true) where T : class
{
    /// <summary>True with the object; false with the reason.</summary>
    public bool TryGet([NotNullWhen(true)] out T? value, out string reason)
    {
        value = Value;
        reason = Reason;
        return value is not null;
    }
}

using System.Diagnostics.CodeAnalysis;

namespace Gko.Apim.Client;

/// <summary>A value from APIM, or the reason why there is none.</summary>
/// <typeparam name="T">What a success holds.</typeparam>
public sealed class ApimResult<T> where T : notnull
{
    private ApimResult(T? value, ApimError? error) => (Value, Error) = (value, error);

    /// <summary>Set on success.</summary>
    public T? Value { get; }

    /// <summary>Set on failure.</summary>
    public ApimError? Error { get; }

    /// <summary>True when <see cref="Value"/> holds.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess => Error is null;

    /// <summary>A success.</summary>
    public static implicit operator ApimResult<T>(T value) => new(value, null);

    /// <summary>A failure.</summary>
    public static implicit operator ApimResult<T>(ApimError error) => new(default, error);
}

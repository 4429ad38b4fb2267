using System.Diagnostics.CodeAnalysis;

namespace Gko.Resolution;

/// <summary>Either a value or the problem that stands in its way.</summary>
public readonly record struct Resolved<T> where T : class
{
    private Resolved(T? value, ResolutionProblem? problem)
    {
        Value = value;
        Problem = problem;
    }

    public T? Value { get; }

    public ResolutionProblem? Problem { get; }

    /// <summary>True with the value; false with the problem.</summary>
    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out ResolutionProblem? problem)
    {
        value = Value;
        problem = Problem;
        return value is not null;
    }

    public static implicit operator Resolved<T>(T value) => new(value, null);

    public static implicit operator Resolved<T>(ResolutionProblem problem) => new(null, problem);
}

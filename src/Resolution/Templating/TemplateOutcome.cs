using System.Diagnostics.CodeAnalysis;

namespace Gko.Resolution.Templating;

/// <summary>What became of the templates of a spec.</summary>
/// <param name="Result">The spec with all templates replaced, or the first problem in the order of the document.</param>
/// <param name="Problems">All problems, one for each field that has one, in the order of the document.</param>
/// <param name="Sources">
/// Every object that was asked for, also when there are problems: a change to one of them may change the outcome, and
/// nothing but that or an edit of the spec can.
/// </param>
public sealed record TemplateOutcome<T>(
    Resolved<T> Result, IReadOnlyList<ResolutionProblem> Problems, IReadOnlyCollection<TemplateSourceKey> Sources) where T : class
{
    /// <summary>True with the compiled spec; false with the first problem.</summary>
    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out ResolutionProblem? problem) =>
        Result.TryGet(out value, out problem);
}

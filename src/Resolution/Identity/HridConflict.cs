using Gko.Contracts;

namespace Gko.Resolution;

/// <summary>Another object of the kind that would be the same one in APIM.</summary>
/// <param name="Hrid">The human-readable id of both.</param>
/// <param name="Owner">The object that has it already.</param>
public sealed record HridConflict(string Hrid, ReferenceKey Owner)
{
    /// <summary>What stands in the way of the later object.</summary>
    /// <param name="later">The later one.</param>
    public ResolutionProblem ToProblem(ReferenceKey later) => new(
        ProblemKind.Conflict,
        $"{What} [{later.Key}] would overwrite {What} [{Owner.Key}] in APIM, which knows both as [{Hrid}]: give one of them another name",
        "metadata.name");

    private string What => Owner.Kind == ApiV4Definition.Type.Kind ? "API" : Owner.Kind;
}

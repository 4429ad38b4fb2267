namespace Gko.Resolution;

/// <summary>Another v4 API that would be the same object in APIM.</summary>
/// <param name="Hrid">The human-readable id of both.</param>
/// <param name="Owner">The API that has it already.</param>
public sealed record HridConflict(string Hrid, ReferenceKey Owner)
{
    /// <summary>What stands in the way of the later API.</summary>
    /// <param name="api">The later one.</param>
    public ResolutionProblem ToProblem(ReferenceKey api) => new(
        ProblemKind.Conflict,
        $"API [{api.Key}] would overwrite API [{Owner.Key}] in APIM, which knows both as [{Hrid}]: give one of them another name",
        "metadata.name");
}

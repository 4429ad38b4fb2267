namespace Gko.Resolution;

/// <summary>One reason why an object cannot be resolved.</summary>
/// <param name="Kind">What sort of reason, and so whether waiting helps.</param>
/// <param name="Message">A sentence for the object's author; secrets never appear in it.</param>
/// <param name="Field">The path of the field that has to change, such as <c>spec.contextRef</c>.</param>
public sealed record ResolutionProblem(ProblemKind Kind, string Message, string Field)
{
    /// <summary>
    /// Admission lets the object pass, as upstream does, and only the reconciler stops at it: what is missing may follow, as when
    /// several objects are applied in one go, or it is for APIM to judge.
    /// </summary>
    public bool IsAdmissible { get; init; }
}

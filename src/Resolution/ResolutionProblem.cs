namespace Gko.Resolution;

/// <summary>One reason why an object cannot be resolved.</summary>
/// <param name="Kind">What sort of reason, and so whether waiting helps.</param>
/// <param name="Message">A sentence for the object's author; secrets never appear in it.</param>
/// <param name="Field">The path of the field that has to change, such as <c>spec.contextRef</c>.</param>
public sealed record ResolutionProblem(ProblemKind Kind, string Message, string Field)
{
    /// <summary>
    /// Everything is in order and only takes time: what is referred to exists but is not synced yet. Admission lets such
    /// objects pass, for both may have been applied in one go; the reconciler waits.
    /// </summary>
    public bool IsPending { get; init; }
}

using FluentValidation;
using FluentValidation.Results;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>Tells what a problem of an object's references means for its admission.</summary>
internal static class ResolutionFailures
{
    /// <summary>An error, or a warning where the object may be stored all the same.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="collisions">What it means that another object has the same id in APIM.</param>
    public static ValidationFailure Of(ResolutionProblem problem, CollisionPolicy collisions) => problem switch
    {
        { Kind: ProblemKind.Conflict } when collisions is CollisionPolicy.Warn => Warning(problem.Field, problem.Message),
        { IsAdmissible: false } => new ValidationFailure(problem.Field, problem.Message),
        // Exports of APIs come without a context.
        { Kind: ProblemKind.InvalidObject } => Warning(problem.Field, $"{problem.Message}; until then it is not deployed"),
        _ => Warning(problem.Field, problem.Message),
    };

    private static ValidationFailure Warning(string field, string message) => new(field, message) { Severity = Severity.Warning };
}

using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>Sorts what an API refers to in vain by when and how it is reported.</summary>
internal sealed class ApiProblems(IReadOnlyList<ResolutionProblem> problems)
{
    private const string Resources = "spec.resources";
    private const string PolicyGroup = "sharedPolicyGroupRef";

    /// <summary>Problems of the context, which come first.</summary>
    public IEnumerable<ResolutionProblem> OfContext => problems.Where(problem => problem.Field == ContextReview.Field);

    /// <summary>Problems of references to ApiResources.</summary>
    public IReadOnlyList<ResolutionProblem> OfResources => [.. problems.Where(problem => IsIn(problem, Resources))];

    /// <summary>What nobody else looks at: above all an id that another API has in APIM.</summary>
    public IEnumerable<ResolutionProblem> Others => problems.Where(IsOther);

    /// <summary>Warns of references that are left out; those of notifications are told of with these.</summary>
    public static void ReportNotes(IReadOnlyList<ResolutionProblem> notes, Verdicts verdicts)
    {
        foreach (var note in notes.Where(note => !IsIn(note, NotificationReview.Field)))
        {
            verdicts.Warn(note.Message, note.Field);
        }
    }

    // Plans and pages that cannot be told apart are found by ApiChecks, missing policy groups by PolicyGroupReview.
    private static bool IsOther(ResolutionProblem problem) =>
        problem.Field != ContextReview.Field
        && !IsIn(problem, Resources)
        && !IsIn(problem, NotificationReview.Field)
        && problem is not { Kind: ProblemKind.InvalidObject, Field: "spec.plans" or "spec.pages" }
        && (problem.IsAdmissible || !problem.Field.EndsWith(PolicyGroup, StringComparison.Ordinal));

    private static bool IsIn(ResolutionProblem problem, string field) => problem.Field.StartsWith(field, StringComparison.Ordinal);
}

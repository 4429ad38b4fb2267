using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using Gko.Resolution;

namespace Gko.Operator;

/// <summary>What an object's conditions say while it cannot be resolved; types and reasons are upstream's.</summary>
internal static class ProblemConditions
{
    /// <summary>All problems as one sentence each, with their fields.</summary>
    public static string Describe(IReadOnlyList<ResolutionProblem> problems) =>
        string.Join("; ", problems.Select(problem => $"{problem.Message} ({problem.Field})"));

    /// <summary>Ready, Accepted and ResolvedRefs for these problems; the first one gives the reason.</summary>
    public static IReadOnlyList<Condition> Of(params IReadOnlyList<ResolutionProblem> problems)
    {
        var message = Describe(problems);
        return problems[0].Kind switch
        {
            ProblemKind.UnresolvedReference =>
            [
                Conditions.False(ConditionTypes.Ready, "UnresolvedReference", message),
                Conditions.False(ConditionTypes.Accepted, ConditionReasons.ReconcileFailed, ConditionReasons.ReconcileFailed),
                Conditions.False(ConditionTypes.ResolvedRefs, ConditionReasons.ResolvedRefs, message),
            ],
            ProblemKind.Template => Refused(ConditionReasons.CompileTemplateError, message),
            _ => Refused(ConditionReasons.IllegalStateError, message),
        };
    }

    /// <summary>Ready and Accepted say why; the references are in order.</summary>
    public static IReadOnlyList<Condition> Refused(string reason, string message) =>
    [
        Conditions.False(ConditionTypes.Ready, reason, message),
        Conditions.False(ConditionTypes.Accepted, reason, message),
        Conditions.True(ConditionTypes.ResolvedRefs, ConditionReasons.ResolvedRefs, "All References successfully resolved"),
    ];
}

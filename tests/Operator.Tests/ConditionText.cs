using Gko.Kubernetes.Model;

namespace Gko.Operator.Tests;

/// <summary>Conditions as one line, for comparison.</summary>
internal static class ConditionText
{
    /// <summary>Such as <c>True Accepted: Successfully reconciled</c>.</summary>
    public static string Line(this IEnumerable<Condition>? conditions, string type) =>
        Conditions.Find(conditions, type) is { } condition ? $"{condition.Status} {condition.Reason}: {condition.Message}" : "absent";
}

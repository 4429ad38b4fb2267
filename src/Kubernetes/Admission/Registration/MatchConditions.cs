namespace Gko.Kubernetes.Admission.Registration;

/// <summary>
/// Which requests pass without being asked about. API servers before 1.28 know no conditions, so webhooks must give sensible
/// answers without them, too.
/// </summary>
internal static class MatchConditions
{
    private const string NotUnderDeletion = "not-under-deletion";
    private const string NotByExemptUser = "not-by-exempt-user";

    /// <summary>
    /// What is being deleted only waits for its finalizers: a webhook that is away must not hold that up. The old object tells
    /// it for updates and for repeated deletes alike; a first delete finds no mark on it.
    /// </summary>
    public static List<MatchCondition> For(string? exemptUser)
    {
        var conditions = new List<MatchCondition>
        {
            new() { Name = NotUnderDeletion, Expression = "oldObject == null || !has(oldObject.metadata.deletionTimestamp)" },
        };
        if (exemptUser is not null)
        {
            conditions.Add(new() { Name = NotByExemptUser, Expression = $"request.userInfo.username != {Quoted(exemptUser)}" });
        }

        return conditions;
    }

    /// <summary>The conditions that only we write; those of others may stand beside them.</summary>
    public static IEnumerable<MatchCondition> Own(IEnumerable<MatchCondition>? conditions) =>
        (conditions ?? []).Where(condition => condition.Name is NotUnderDeletion or NotByExemptUser);

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}

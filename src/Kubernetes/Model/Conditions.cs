namespace Gko.Kubernetes.Model;

/// <summary>
/// Reads and builds condition lists.
/// <list type="bullet">
/// <item>a transition time moves only when the status of its condition changes;</item>
/// <item>the list is sorted, <c>Ready</c> first and then by type, so that equal states have equal bytes;</item>
/// <item>an input list is never mutated, because it may belong to a cached object.</item>
/// </list>
/// </summary>
public static class Conditions
{
    /// <summary>The API server refuses longer messages.</summary>
    public const int MaxMessageLength = 32768;

    /// <summary>The condition of that type, or null.</summary>
    public static Condition? Find(IEnumerable<Condition>? conditions, string type)
    {
        foreach (var condition in conditions ?? [])
        {
            if (condition.Type == type)
            {
                return condition;
            }
        }

        return null;
    }

    /// <summary>Whether the condition of that type is present and <c>True</c>.</summary>
    public static bool IsTrue(IEnumerable<Condition>? conditions, string type) =>
        Find(conditions, type)?.Status == ConditionStatus.True;

    /// <summary>A condition that holds.</summary>
    public static Condition True(string type, string reason, string message) =>
        new() { Type = type, Status = ConditionStatus.True, Reason = reason, Message = message };

    /// <summary>A condition that does not hold, and why.</summary>
    public static Condition False(string type, string reason, string message) =>
        new() { Type = type, Status = ConditionStatus.False, Reason = reason, Message = message };

    /// <summary>The new list: <paramref name="changes"/> replace what <paramref name="current"/> says of the same type, the rest stays.</summary>
    /// <param name="current">The stored conditions, or null.</param>
    /// <param name="changes">New observations; their transition time is ignored.</param>
    /// <param name="generation">Stamped on every change as its observed generation.</param>
    /// <param name="now">Used as the transition time where the status changed.</param>
    public static List<Condition> Merge(
        IEnumerable<Condition>? current, IEnumerable<Condition> changes, long? generation, DateTimeOffset now)
    {
        var merged = (current ?? []).ToDictionary(condition => condition.Type, StringComparer.Ordinal);
        foreach (var change in changes)
        {
            var since = merged.TryGetValue(change.Type, out var old) && old.Status == change.Status
                ? old.LastTransitionTime ?? now
                : now;
            merged[change.Type] = change with
            {
                Message = Truncate(change.Message),
                ObservedGeneration = generation,
                LastTransitionTime = since,
            };
        }

        return [.. merged.Values
            .OrderBy(condition => condition.Type == "Ready" ? 0 : 1)
            .ThenBy(condition => condition.Type, StringComparer.Ordinal)];
    }

    private static string Truncate(string message) =>
        message.Length <= MaxMessageLength ? message : message[..(MaxMessageLength - 1)] + "…";
}

using FluentValidation.Results;
using Gko.Contracts;

namespace Gko.Webhooks;

/// <summary>When access ends: at a point in time that Go can read, and not at once.</summary>
internal static class EndingDates
{
    private static readonly TimeSpan Soonest = TimeSpan.FromMinutes(1);

    /// <summary>What is wrong with the end of a subscription.</summary>
    public static IEnumerable<ValidationFailure> Check(SubscriptionSpec spec, DateTimeOffset now) =>
        spec.EndingAt is { } date && ProblemOf(date, now) is { } problem ? [new ValidationFailure("spec.endingAt", problem)] : [];

    /// <summary>What is wrong with a date, in upstream's words; null for a good one.</summary>
    public static string? ProblemOf(string date, DateTimeOffset now) =>
        !Rfc3339.TryParse(date, out var end) ? $"ending date [{date}] is not in RFC3339 format"
        : end < now + Soonest ? $"ending date [{date}] should be at least one minute from now"
        : null;
}

using FluentValidation;
using Gko.Contracts;
using Gko.Contracts.Wire;

namespace Gko.Webhooks;

/// <summary>What the API keys of a subscription must be. A key is a password: messages show its first characters only.</summary>
internal static class ApiKeyRules
{
    private const string Field = "spec.apiKeys";
    private const int Shown = 4;

    /// <summary>Adds what is wrong with the keys.</summary>
    /// <param name="keys">As the subscription has them; null for none.</param>
    /// <param name="security">The security of the plan.</param>
    /// <param name="now">The time.</param>
    /// <param name="context">Gets the failures.</param>
    public static void Check<T>(List<SubscriptionApiKey>? keys, string security, DateTimeOffset now, ValidationContext<T> context)
    {
        if (keys is not { Count: > 0 })
        {
            return;
        }

        if (security != PlanSecurities.ApiKey)
        {
            context.Fail(Field, $"apiKeys can only be set when subscribing to an API_KEY plan, got [{security}]");
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < keys.Count; index++)
        {
            if (!seen.Add(keys[index]?.Key ?? ""))
            {
                context.Fail($"{Field}[{index}].key", $"duplicate key [{Masked(keys[index]?.Key)}] in apiKeys");
            }

            if (keys[index]?.ExpireAt is { } date && EndingDates.ProblemOf(date, now) is { } problem)
            {
                context.Fail($"{Field}[{index}].expireAt", $"invalid expireAt for key [{Masked(keys[index].Key)}]: {problem}");
            }
        }
    }

    private static string Masked(string? key) => $"{key?[..Math.Min(Shown, key.Length / 2)]}…";
}

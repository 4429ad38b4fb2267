namespace Gko.Webhooks.Tests;

/// <summary>Tables of rules as the data of theories.</summary>
internal static class Rules
{
    /// <summary>What a reference to something that is not there is told after upstream's words.</summary>
    public const string NotFound = "it was not found; create it, or correct the name and the namespace";

    public static TheoryData<string> Ids<T>(IEnumerable<Rule<T>> rules) where T : class => [.. rules.Select(rule => rule.Id)];

    public static Task CheckAsync<T>(this IEnumerable<Rule<T>> rules, string id, WebhookFixture fixture) where T : class =>
        rules.Single(rule => rule.Id == id).CheckAsync(fixture);
}

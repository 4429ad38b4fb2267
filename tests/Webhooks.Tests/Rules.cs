using Gko.Kubernetes.Admission;

namespace Gko.Webhooks.Tests;

/// <summary>Tables of rules as the data of theories.</summary>
internal static class Rules
{
    /// <summary>What a reference to something that is not there is told after upstream's words.</summary>
    public const string NotFound = "it was not found; create it, or correct the name and the namespace";

    public static TheoryData<string> Ids<TCase>(params IEnumerable<Rule<TCase>> rules) => [.. rules.Select(rule => rule.Id)];

    public static Rule<TCase> Find<TCase>(this IEnumerable<Rule<TCase>> rules, string id) => rules.Single(rule => rule.Id == id);

    public static async Task CheckAsync<T>(this IEnumerable<Rule<AdmissionContext<T>>> rules, string id, WebhookFixture fixture) where T : class
    {
        var rule = rules.Find(id);
        var verdict = await fixture.ReviewAsync(rule.Case);

        rule.Verify(verdict);
        verdict.Warnings.Count.ShouldBe(rule.Warning is null ? 0 : 1);
    }
}

namespace Gko.Webhooks.Tests;

/// <summary>Tables of rules as the data of theories.</summary>
internal static class Rules
{
    /// <summary>What a reference to something that is not there is told after upstream's words.</summary>
    public const string NotFound = "it was not found; create it, or correct the name and the namespace";

    /// <summary>What a template that reads something that is not there is told.</summary>
    /// <param name="field">The field with the template, which calls its source right after the brackets and a blank.</param>
    /// <param name="source">The source, such as <c>secret [default/missing]</c>.</param>
    public static string NoSource(string field, string source) =>
        $"{source} not found; create it or correct the template (template at line 1, column 4 of {field})";

    public static TheoryData<string> Ids<T>(IEnumerable<Rule<T>> rules) where T : class => [.. rules.Select(rule => rule.Id)];

    public static Task CheckAsync<T>(this IEnumerable<Rule<T>> rules, string id, WebhookFixture fixture) where T : class =>
        rules.Single(rule => rule.Id == id).CheckAsync(fixture);
}

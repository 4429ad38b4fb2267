namespace Gko.Resolution;

/// <summary>A plan of an API.</summary>
/// <param name="Key">What tells it from the other plans of its API.</param>
/// <param name="Security">As the rules word it, such as <c>API_KEY</c>; null where a plan needs none.</param>
/// <param name="Field">Where the security stands.</param>
internal sealed record PlanView(string Key, string? Security, string Field)
{
    /// <summary><c>api-key</c>, <c>api_key</c> and <c>API_KEY</c> are the same to APIM.</summary>
    public static string Word(string? security) => (security ?? "").Replace('-', '_').ToUpperInvariant();
}

namespace Gko.Kubernetes.Tests.Client;

/// <summary>What a request looked like when it was sent.</summary>
internal sealed record RecordedRequest(HttpMethod Method, string Target, ILookup<string, string> Headers, string? ContentType, string Body)
{
    public static async Task<RecordedRequest> FromAsync(HttpRequestMessage request) => new(
        request.Method,
        request.RequestUri!.PathAndQuery,
        request.Headers.NonValidated
            .SelectMany(header => header.Value.Select(value => (header.Key, value)))
            .ToLookup(header => header.Key, header => header.value, StringComparer.OrdinalIgnoreCase),
        request.Content?.Headers.ContentType?.ToString(),
        request.Content is null ? "" : await request.Content.ReadAsStringAsync());
}

using System.Text.Json.Nodes;

namespace Gko.DevCluster.Management.Http;

/// <summary>An answer.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Json">A JSON body.</param>
/// <param name="Text">Another body.</param>
/// <param name="ContentType">Of <paramref name="Text"/>.</param>
internal sealed record Reply(int Status, JsonNode? Json = null, string? Text = null, string? ContentType = null)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public static Reply Ok(JsonNode json) => new(200, json);

    public static Reply NoContent { get; } = new(204);
}

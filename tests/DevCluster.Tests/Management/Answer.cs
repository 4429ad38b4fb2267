using System.Text.Json.Nodes;

namespace Gko.DevCluster.Tests.Management;

/// <summary>What came back.</summary>
public sealed record Answer(int Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? Message => (string?)Json["message"];

    /// <summary>Severe errors, wherever the answer has them.</summary>
    public IReadOnlyList<string> Severe => Lines("severe");

    public IReadOnlyList<string> Warnings => Lines("warning");

    private IReadOnlyList<string> Lines(string name) =>
        [.. ((Json["errors"] ?? Json)[name] as JsonArray ?? []).Select(line => (string)line!)];
}

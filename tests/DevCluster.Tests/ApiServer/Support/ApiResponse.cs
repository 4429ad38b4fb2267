using System.Text.Json.Nodes;

namespace Gko.DevCluster.Tests.ApiServer;

/// <summary>An answer: code, body and warnings.</summary>
public sealed record ApiResponse(int Status, string Text, IReadOnlyList<string> Warnings)
{
    public JsonNode Body => JsonNode.Parse(Text)!;

    /// <summary>The message of a <c>Status</c>.</summary>
    public string Message => Body["message"]?.GetValue<string>() ?? "";

    public string Reason => Body["reason"]?.GetValue<string>() ?? "";

    public string Version => Body["metadata"]!["resourceVersion"]!.GetValue<string>();

    public long Generation => Body["metadata"]!["generation"]!.GetValue<long>();

    /// <summary>A value by path, as compact JSON; null when it is not there.</summary>
    public string? Json(params string[] path) => Node(path)?.ToJsonString();

    public JsonNode? Node(params string[] path) => path.Aggregate((JsonNode?)Body, (node, name) => node switch
    {
        JsonArray list => list[int.Parse(name)],
        JsonObject map => map[name],
        _ => null,
    });

    /// <summary>The causes as <c>field: message</c>.</summary>
    public IReadOnlyList<string> Causes =>
        [.. (Body["details"]?["causes"]?.AsArray() ?? []).Select(cause => $"{cause!["field"]}: {cause["message"]}")];
}

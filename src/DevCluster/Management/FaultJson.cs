using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;

namespace Gko.DevCluster.Management;

/// <summary>Faults as the control plane takes and shows them.</summary>
internal static class FaultJson
{
    /// <exception cref="ArgumentException">A pattern is no regular expression.</exception>
    public static Fault Read(JsonNode? json)
    {
        var match = json?["match"];
        var headers = json?["headers"] as JsonObject ?? [];
        return new()
        {
            Method = match.Text("method"),
            Path = match.Text("pathRegex"),
            Query = match.Text("query"),
            Contains = match.Text("body"),
            Skip = Number(json, "skip") ?? 0,
            Apply = json.Flag("apply") ?? false,
            Truncate = Number(json, "truncate"),
            Delay = Number(json, "delayMs") is { } delay ? TimeSpan.FromMilliseconds(delay) : TimeSpan.Zero,
            Reset = json.Flag("reset") ?? false,
            Status = Number(json, "status"),
            Body = json?["body"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : json?["body"]?.ToJsonString() ?? "",
            Headers = headers.ToDictionary(header => header.Key, header => header.Value?.ToString() ?? ""),
            Times = Number(json, "times"),
        };
    }

    public static JsonObject Write(Fault fault) => new JsonObject
    {
        ["match"] = new JsonObject
        {
            ["method"] = fault.Method,
            ["pathRegex"] = fault.Path,
            ["query"] = fault.Query,
            ["body"] = fault.Contains,
        }.WithoutNulls(),
        ["skip"] = fault.Skip == 0 ? null : fault.Skip,
        ["apply"] = fault.Apply,
        ["truncate"] = fault.Truncate,
        ["delayMs"] = fault.Delay == TimeSpan.Zero ? null : fault.Delay.TotalMilliseconds,
        ["reset"] = fault.Reset,
        ["status"] = fault.Status,
        ["body"] = fault.Body,
        ["headers"] = new JsonObject(fault.Headers.Select(header => KeyValuePair.Create(header.Key, (JsonNode?)header.Value))),
        ["times"] = fault.Times,
    }.WithoutNulls();

    private static int? Number(JsonNode? json, string name) =>
        json?[name] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;
}

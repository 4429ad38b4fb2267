using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Http;

namespace Gko.DevCluster.Management.Import;

/// <summary>What is checked before the validators proper: required properties, and words of closed sets.</summary>
internal static class RequestRules
{
    private static readonly string[] Required = ["id", "crossId", "name", "version", "description"];

    private static readonly (string Name, string[] Words)[] ApiWords =
    [
        ("state", ["STARTED", "STOPPED"]),
        ("visibility", ["PUBLIC", "PRIVATE"]),
        ("lifecycle_state", ["CREATED", "PUBLISHED", "UNPUBLISHED", "DEPRECATED", "ARCHIVED"]),
        ("flow_mode", ["DEFAULT", "BEST_MATCH"]),
        ("execution_mode", ["v3", "v4-emulation-engine"]),
    ];

    private static readonly (string Name, string[] Words)[] PlanWords =
    [
        ("security", ["KEY_LESS", "API_KEY", "JWT", "OAUTH2", "MTLS"]),
        ("status", ["STAGING", "PUBLISHED", "DEPRECATED", "CLOSED"]),
        ("validation", ["AUTO", "MANUAL"]),
        ("type", ["API", "CATALOG"]),
    ];

    /// <summary>The answer to a body that does not get as far as the validators; null when it does.</summary>
    public static Reply? Check(Call call, JsonObject body)
    {
        var missing = Required.Where(name => string.IsNullOrEmpty(body.Text(name))).ToList();
        if (missing.Count > 0)
        {
            return MissingReply(body, missing);
        }

        var unexpected = Unexpected(body, ApiWords)
            ?? body.Objects("plans").Select(plan => Unexpected(plan, PlanWords)).FirstOrDefault(word => word is not null);
        return unexpected is not null ? call.Error(400, $"Unexpected value '{unexpected}'")
            : body["proxy"] is not JsonObject ? call.Error(500, "NullPointerException: proxy is null", "unexpected")
            : null;
    }

    private static Reply MissingReply(JsonObject body, List<string> missing)
    {
        var details = missing.Select(JsonNode (name) => new JsonObject
        {
            ["message"] = Message(body, name),
            ["location"] = name,
            ["invalidValue"] = body[name]?.DeepClone(),
        });
        return new(400, new JsonObject
        {
            ["message"] = Message(body, missing[0]),
            ["path"] = $"importApiDefinitionCrd.api.{missing[0]}",
            ["invalid_value"] = body[missing[0]]?.DeepClone(),
            ["details"] = JsonText.ToArray(details),
        });
    }

    private static string Message(JsonObject body, string name) => body[name] is null ? "must not be null" : "must not be empty";

    private static string? Unexpected(JsonObject item, (string Name, string[] Words)[] sets)
    {
        foreach (var (name, words) in sets)
        {
            if (item[name] is { } value && !words.Contains(value.ToString(), StringComparer.OrdinalIgnoreCase))
            {
                return value.ToString();
            }
        }

        return null;
    }
}

using System.Text.Json.Nodes;

namespace Gko.DevCluster.Tests.Management.Automation;

/// <summary>Bodies of imports of V4 APIs.</summary>
internal static class ApiV4Builder
{
    /// <summary>The id that the server derives for <c>default-my-api</c> in the default environment.</summary>
    public const string Id = "cd9b2bb0-fc3e-34cc-ba08-62ac149e3434";

    public const string CrossId = "b54c45d2-1e4f-3330-aa2d-9c931c795b92";

    /// <summary>A started proxy with a key-less plan.</summary>
    public static JsonObject AProxy(string hrid = "default-my-api", string? path = null) => AnApi(hrid, "PROXY", $$"""
        {"type":"HTTP","paths":[{"path":"{{path ?? "/" + hrid}}"}],"entrypoints":[{"type":"http-proxy"}]}
        """).WithPlan("KeyLess");

    public static JsonObject AKafkaApi(string host, string hrid = "default-kafka") => AnApi(hrid, "NATIVE", $$"""
        {"type":"KAFKA","host":"{{host}}","port":9092,"entrypoints":[{"type":"native-kafka"}]}
        """);

    public static JsonObject AnApi(string hrid, string type, string listener) => new()
    {
        ["hrid"] = hrid,
        ["name"] = hrid,
        ["version"] = "1.0",
        ["type"] = type,
        ["state"] = "STARTED",
        ["visibility"] = "PRIVATE",
        ["lifecycleState"] = "UNPUBLISHED",
        ["listeners"] = new JsonArray(JsonNode.Parse(listener)),
        ["endpointGroups"] = JsonNode.Parse("""[{"name":"g","type":"http-proxy","endpoints":[{"name":"e","type":"http-proxy"}]}]"""),
    };

    public static JsonObject WithPlan(
        this JsonObject api, string hrid, string? security = "KEY_LESS", string status = "PUBLISHED", string mode = "STANDARD", string? id = null)
    {
        var plan = new JsonObject
        {
            ["hrid"] = hrid, ["name"] = hrid, ["status"] = status, ["type"] = "API", ["validation"] = "AUTO", ["mode"] = mode,
        };
        if (security is not null)
        {
            plan["security"] = new JsonObject { ["type"] = security };
        }

        if (id is not null)
        {
            plan["id"] = id;
        }

        var plans = api["plans"] as JsonArray ?? [];
        plans.Add(plan);
        api["plans"] = plans;
        return api;
    }

    public static JsonObject WithoutPlans(this JsonObject api)
    {
        api.Remove("plans");
        return api;
    }

    /// <summary>Replaces a property by JSON, or by nothing when that is empty.</summary>
    public static JsonObject Having(this JsonObject api, string name, string json)
    {
        api[name] = json.Length == 0 ? null : JsonNode.Parse(json);
        return api;
    }
}

using System.Text.Json.Nodes;

namespace Gko.DevCluster.Tests.Management;

/// <summary>Bodies of imports.</summary>
public static class ApiBuilder
{
    public static string Id(int number = 1) => $"{number:D8}-aaaa-bbbb-cccc-000000000000";

    public static JsonObject AnApi(int number = 1, string? path = null) => new()
    {
        ["id"] = Id(number),
        ["crossId"] = $"{number:D8}-dddd-eeee-ffff-000000000000",
        ["name"] = $"API {number}",
        ["version"] = "1.0",
        ["description"] = "an API",
        ["state"] = "STARTED",
        ["definition_context"] = new JsonObject { ["origin"] = "kubernetes", ["mode"] = "fully_managed", ["syncFrom"] = "MANAGEMENT" },
        ["proxy"] = new JsonObject
        {
            ["virtual_hosts"] = new JsonArray(new JsonObject { ["path"] = path ?? $"/api-{number}" }),
            ["groups"] = new JsonArray(),
        },
        ["plans"] = null,
        ["pages"] = null,
    };

    public static JsonObject With(this JsonObject api, string name, JsonNode? value)
    {
        api[name] = value;
        return api;
    }

    public static JsonObject With(this JsonObject api, string name, string json)
    {
        api[name] = JsonNode.Parse(json);
        return api;
    }

    public static JsonObject WithPlan(this JsonObject api, string crossId, string id, string security = "KEY_LESS", string status = "PUBLISHED")
    {
        var plans = api["plans"] as JsonArray ?? [];
        plans.Add(new JsonObject
        {
            ["id"] = id, ["crossId"] = crossId, ["name"] = crossId, ["description"] = "d", ["security"] = security, ["status"] = status,
        });
        api["plans"] = plans;
        return api;
    }

    public static JsonObject WithHosts(this JsonObject api, params (string? Host, string? Path)[] hosts)
    {
        api["proxy"]!["virtual_hosts"] = new JsonArray([.. hosts.Select(JsonNode (host) =>
            new JsonObject { ["host"] = host.Host, ["path"] = host.Path })]);
        return api;
    }
}

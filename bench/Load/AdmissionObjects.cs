using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Contracts;
using Gko.Kubernetes.Model;

namespace Gko.Load;

/// <summary>APIs of the size that teams write: a few plans with policies, two backends, documentation.</summary>
internal static class AdmissionObjects
{
    private const string Spec =
        """
        {
          "name": "@NAME", "version": "1.4.2", "description": "Orders of the web shop: place, look up, change and cancel them",
          "lifecycle_state": "PUBLISHED", "visibility": "PRIVATE", "flow_mode": "DEFAULT", "labels": ["shop", "orders", "public"],
          "proxy": {
            "virtual_hosts": [{"path": "/@NAME"}, {"host": "@NAME.example.com", "path": "/v1"}],
            "strip_context_path": false, "preserve_host": false,
            "groups": [{
              "name": "default", "load_balancing": {"type": "ROUND_ROBIN"},
              "endpoints": [
                {"name": "first", "type": "http", "weight": 1, "target": "https://orders-a.backend.example.com:8443/api", "inherit": true},
                {"name": "second", "type": "http", "weight": 1, "target": "https://orders-b.backend.example.com:8443/api", "inherit": true}
              ],
              "http": {"connectTimeout": 5000, "readTimeout": 10000, "idleTimeout": 60000, "keepAlive": true, "maxConcurrentConnections": 100}
            }],
            "cors": {"enabled": true, "allowOrigin": ["https://shop.example.com"], "allowMethods": ["GET", "POST", "PUT", "DELETE"],
                     "allowHeaders": ["content-type", "authorization"], "allowCredentials": false, "maxAge": 3600}
          },
          "flows": [@FLOW],
          "plans": [
            {"name": "Free", "description": "Open to everybody, a few calls per second", "security": "KEY_LESS", "flows": [@FLOW]},
            {"name": "Standard", "description": "With an API key", "security": "API_KEY", "validation": "AUTO", "flows": [@FLOW]},
            {"name": "Gold", "description": "With a token of the company's identity provider", "security": "JWT", "flows": [@FLOW],
             "securityDefinition": "{\"signature\":\"RSA_RS256\",\"publicKeyResolver\":\"JWKS_URL\",\"resolverParameter\":\"https://id.example.com/jwks\"}"}
          ],
          "resources": [{"name": "cache", "type": "cache", "enabled": true,
                         "configuration": {"timeToIdleSeconds": 1, "timeToLiveSeconds": 60, "maxEntriesLocalHeap": 1000}}],
          "properties": [{"key": "region", "value": "eu-west-1"}, {"key": "owner", "value": "team-orders"}],
          "pages": {
            "welcome": {"name": "Welcome", "type": "MARKDOWN", "homepage": true, "published": true, "content": "@TEXT"},
            "errors": {"name": "Errors", "type": "MARKDOWN", "published": true, "content": "@TEXT"}
          }
        }
        """;

    private const string Flow =
        """
        {
          "name": "Protect the backend", "enabled": true, "path-operator": {"path": "/orders", "operator": "STARTS_WITH"}, "methods": ["GET", "POST"],
          "condition": "{#request.headers['x-internal'] == null}",
          "pre": [
            {"name": "Limit calls", "policy": "rate-limit", "enabled": true,
             "configuration": {"addHeaders": true, "rate": {"limit": 10, "periodTime": 1, "periodTimeUnit": "SECONDS"}}},
            {"name": "Add headers", "policy": "transform-headers", "enabled": true,
             "configuration": {"scope": "REQUEST", "addHeaders": [{"name": "X-Api", "value": "{#api.name}"}], "removeHeaders": ["X-Internal"]}}
          ],
          "post": [{"name": "Hide the server", "policy": "transform-headers", "enabled": true, "configuration": {"scope": "RESPONSE", "removeHeaders": ["Server"]}}]
        }
        """;

    private static readonly string Text = string.Concat(Enumerable.Repeat(
        "Orders are placed with POST and looked up with GET; each has a number, a state and a list of items. ", 10));

    /// <summary>One of many APIs with addresses of their own.</summary>
    /// <param name="context">Names the context that it is synced with; null keeps the API in the cluster.</param>
    public static ApiDefinition Api(string @namespace, string name, string? context)
    {
        var spec = JsonNode.Parse(Spec
            .Replace("@FLOW", Flow, StringComparison.Ordinal)
            .Replace("@TEXT", Text, StringComparison.Ordinal)
            .Replace("@NAME", name, StringComparison.Ordinal))!;
        if (context is null)
        {
            spec["local"] = true;
        }
        else
        {
            spec["contextRef"] = new JsonObject { ["name"] = context };
        }

        return new ApiDefinition
        {
            Metadata = new ObjectMeta { Namespace = @namespace, Name = name },
            Spec = spec.Deserialize(ContractsJson.Relaxed.ApiDefinitionSpec),
        };
    }

    /// <summary>What the stored API of that number is called.</summary>
    public static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"orders-{index:00000}");
}

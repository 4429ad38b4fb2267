using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Gko.DevCluster.ApiServer;

/// <summary>Health, version, discovery, OpenAPI and metrics.</summary>
internal sealed class SystemEndpoint(ResourceRegistry registry, RequestCounters counters)
{
    public Task HandleAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!.Trim('/');
        return path switch
        {
            "healthz" or "readyz" or "livez" => ResponseWriter.WriteTextAsync(http, 200, "ok"),
            "metrics" => ResponseWriter.WriteTextAsync(http, 200, counters.ToText()),
            _ when Document(http, path) is { } document => WriteAsync(http, document),
            _ => ResponseWriter.WriteTextAsync(http, 404, "404 page not found\n"),
        };
    }

    private static Task WriteAsync(HttpContext http, JsonObject document)
    {
        var format = AcceptsYamlOnly(http) ? new ResponseFormat(ResponseShape.Object, true) : new ResponseFormat(ResponseShape.Object, false);
        return ResponseWriter.WriteAsync(http, 200, document, format.IsYaml);
    }

    private static bool AcceptsYamlOnly(HttpContext http) => http.Request.Headers.Accept.ToString() is "application/yaml";

    private JsonObject? Document(HttpContext http, string path) => path.Split('/') switch
    {
        ["version"] => ServerVersion.Document,
        ["api"] => Discovery.Core(http.Request.Host.Value ?? ""),
        ["api", var version] => Discovery.Resources(registry, "", version),
        ["apis"] => Discovery.Groups(registry),
        ["apis", var group] => Discovery.Group(registry, group),
        ["apis", var group, var version] => Discovery.Resources(registry, group, version),
        ["openapi", "v3"] => OpenApiV3.Index(registry),
        ["openapi", "v3", .. var rest] => OpenApiV3.Document(registry, string.Join('/', rest)),
        [""] => new JsonObject { ["paths"] = new JsonArray("/api", "/apis", "/healthz", "/livez", "/openapi/v3", "/readyz", "/version") },
        _ => null,
    };
}

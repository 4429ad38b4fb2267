using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Gko.DevCluster.ApiServer;

/// <summary>Health, version, discovery, OpenAPI and metrics.</summary>
internal sealed class SystemEndpoint(ResourceRegistry registry, RequestCounters counters)
{
    private const string OpenApiPrefix = "openapi/v3/";

    private readonly OpenApiV3 _openApi = new(registry);

    public Task HandleAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!.Trim('/');
        return path switch
        {
            "healthz" or "readyz" or "livez" => ResponseWriter.WriteTextAsync(http, 200, "ok"),
            "metrics" => ResponseWriter.WriteTextAsync(http, 200, counters.ToText()),
            _ when path.StartsWith(OpenApiPrefix, StringComparison.Ordinal) && _openApi.Document(path[OpenApiPrefix.Length..]) is { } document =>
                ResponseWriter.WriteAsync(http, 200, document),
            _ when Document(http, path) is { } document => ResponseWriter.WriteAsync(http, 200, document, WantsYaml(http)),
            _ => ResponseWriter.WriteTextAsync(http, 404, "404 page not found\n"),
        };
    }

    // Clients offer shapes here that are not served, and take plain JSON as well.
    private static bool WantsYaml(HttpContext http) => http.Request.Headers.Accept.ToString() is "application/yaml";

    private JsonObject? Document(HttpContext http, string path) => path.Split('/') switch
    {
        ["version"] => ServerVersion.Document,
        ["api"] => Discovery.Core(http.Request.Host.Value ?? ""),
        ["api", var version] => Discovery.Resources(registry, "", version),
        ["apis"] => Discovery.Groups(registry),
        ["apis", var group] => Discovery.Group(registry, group),
        ["apis", var group, var version] => Discovery.Resources(registry, group, version),
        ["openapi", "v3"] => _openApi.Index(),
        [""] => new JsonObject { ["paths"] = new JsonArray("/api", "/apis", "/healthz", "/livez", "/openapi/v3", "/readyz", "/version") },
        _ => null,
    };
}

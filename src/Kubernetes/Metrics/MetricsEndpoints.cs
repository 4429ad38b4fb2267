using System.Buffers;
using Gko.Kubernetes.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gko.Kubernetes.Metrics;

/// <summary>Serves the metrics to those who may read them.</summary>
public static class MetricsEndpoints
{
    /// <summary>Serves GET on <paramref name="path"/> to callers whose bearer token the API server lets get that path.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder endpoints, string path, MetricRegistry registry, DelegatedAccess access) =>
        endpoints.MapGet(path, (RequestDelegate)(http => ServeAsync(http, path, registry, access)));

    private static async Task ServeAsync(HttpContext http, string path, MetricRegistry registry, DelegatedAccess access)
    {
        var decision = await access.DecideAsync(http.Request.Headers.Authorization, "get", path, http.RequestAborted);
        if (!decision.Allowed)
        {
            await RefuseAsync(http, decision);
            return;
        }

        var body = new ArrayBufferWriter<byte>(64 * 1024);
        registry.Write(body);
        http.Response.ContentType = PrometheusText.ContentType;
        http.Response.ContentLength = body.WrittenCount;
        await http.Response.BodyWriter.WriteAsync(body.WrittenMemory, http.RequestAborted);
    }

    private static Task RefuseAsync(HttpContext http, AccessDecision decision)
    {
        http.Response.StatusCode = decision.StatusCode;
        if (decision.StatusCode == StatusCodes.Status401Unauthorized)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
        }

        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(decision.Reason + "\n", http.RequestAborted);
    }
}

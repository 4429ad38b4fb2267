using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gko.Kubernetes.Health;

/// <summary>Serves groups of health checks in the manner of the API server's <c>/readyz</c>.</summary>
public static class HealthEndpoints
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>
    /// Serves <paramref name="path"/>, with <c>?verbose</c> and <c>?exclude=name</c>, and each single check below it. The
    /// status is 200 when every check passes, otherwise 500.
    /// </summary>
    /// <param name="path">Such as <c>/readyz</c>; its last segment names the group in the output.</param>
    /// <param name="checks">Run in order, one after the other; none is healthy.</param>
    /// <exception cref="ArgumentException">Two checks have the same name.</exception>
    public static void MapHealth(this IEndpointRouteBuilder endpoints, string path, params IReadOnlyList<HealthCheck> checks)
    {
        if (checks.DistinctBy(check => check.Name, StringComparer.Ordinal).Count() != checks.Count)
        {
            throw new ArgumentException("Check names must be distinct.", nameof(checks));
        }

        var group = new HealthGroup(path.Trim('/'), checks);
        endpoints.MapMethods(path, Methods, (RequestDelegate)group.HandleAllAsync);
        endpoints.MapMethods($"{path}/{{check}}", Methods, (RequestDelegate)group.HandleOneAsync);
    }
}

using System.Text;
using Microsoft.AspNetCore.Http;

namespace Gko.Kubernetes.Health;

/// <summary>Runs checks and prints their outcome as the API server does.</summary>
internal sealed class HealthGroup(string name, IReadOnlyList<HealthCheck> checks)
{
    public async Task HandleAllAsync(HttpContext http)
    {
        var excluded = http.Request.Query["exclude"]
            .Where(check => !string.IsNullOrEmpty(check))
            .ToHashSet(StringComparer.Ordinal);
        var report = new StringBuilder();
        var failed = false;
        foreach (var check in checks)
        {
            if (excluded.Remove(check.Name))
            {
                report.Append("[+]").Append(check.Name).Append(" excluded: ok\n");
                continue;
            }

            var reason = await RunAsync(check, http.RequestAborted);
            failed |= reason is not null;
            report.Append(reason is null ? $"[+]{check.Name} ok\n" : $"[-]{check.Name} failed: {reason}\n");
        }

        if (excluded.Count > 0)
        {
            var unknown = string.Join(", ", excluded.Order(StringComparer.Ordinal).Select(check => $"\"{check}\""));
            report.Append("warn: some health checks cannot be excluded: no matches for ").Append(unknown).Append('\n');
        }

        report.Append(name).Append(failed ? " check failed\n" : " check passed\n");
        var verbose = failed || http.Request.Query.ContainsKey("verbose");
        await WriteAsync(http, failed ? 500 : 200, verbose ? report.ToString() : "ok");
    }

    public async Task HandleOneAsync(HttpContext http)
    {
        var wanted = http.Request.RouteValues["check"] as string;
        var check = checks.FirstOrDefault(candidate => candidate.Name == wanted);
        if (check is null)
        {
            await WriteAsync(http, 404, $"there is no {name} check of this name\n");
            return;
        }

        var reason = await RunAsync(check, http.RequestAborted);
        await WriteAsync(http, reason is null ? 200 : 500, reason is null ? "ok" : $"{check.Name} failed: {reason}\n");
    }

    private static async ValueTask<string?> RunAsync(HealthCheck check, CancellationToken ct)
    {
        try
        {
            return await check.Probe(ct);
        }
        catch (Exception error) when (!ct.IsCancellationRequested)
        {
            return error.Message;
        }
    }

    private static Task WriteAsync(HttpContext http, int status, string text)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.Headers.CacheControl = "no-cache, private";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.WriteAsync(text, http.RequestAborted);
    }
}

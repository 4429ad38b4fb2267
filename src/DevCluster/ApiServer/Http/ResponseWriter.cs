using System.Text;
using System.Text.Json.Nodes;
using Gko.Kubernetes.Serialization;
using Microsoft.AspNetCore.Http;

namespace Gko.DevCluster.ApiServer;

/// <summary>Sends documents in the client's format.</summary>
internal static class ResponseWriter
{
    public const string Json = "application/json";

    public static Task WriteAsync(HttpContext http, int code, ReadOnlyMemory<byte> json, bool asYaml = false)
    {
        http.Response.StatusCode = code;
        http.Response.Headers.CacheControl = "no-cache, private";
        if (asYaml)
        {
            json = Encoding.UTF8.GetBytes(YamlWriter.Write(JsonNode.Parse(json.Span)));
        }

        http.Response.ContentType = asYaml ? "application/yaml" : Json;
        http.Response.ContentLength = json.Length;
        return http.Response.Body.WriteAsync(json, http.RequestAborted).AsTask();
    }

    public static Task WriteAsync(HttpContext http, int code, JsonObject document, bool asYaml = false) =>
        WriteAsync(http, code, document.ToUtf8(), asYaml);

    public static Task WriteTextAsync(HttpContext http, int code, string text)
    {
        http.Response.StatusCode = code;
        http.Response.Headers.CacheControl = "no-cache, private";
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(text, http.RequestAborted);
    }

    public static Task WriteRefusalAsync(HttpContext http, ApiStatusException refusal)
    {
        if (refusal.RetryAfterSeconds is { } seconds)
        {
            http.Response.Headers.RetryAfter = seconds.ToString();
        }

        return WriteAsync(http, refusal.Code, refusal.ToStatus());
    }

    /// <summary>One header per warning, quoted; control characters would break the header.</summary>
    public static void AddWarnings(HttpContext http, IEnumerable<string> warnings)
    {
        foreach (var warning in warnings.Distinct(StringComparer.Ordinal))
        {
            var text = new string([.. warning.Select(letter => char.IsControl(letter) ? ' ' : letter)])
                .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
            http.Response.Headers.Append("Warning", $"299 - \"{text}\"");
        }
    }
}

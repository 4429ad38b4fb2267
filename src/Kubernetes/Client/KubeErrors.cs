using System.Text;
using System.Text.Json;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;

namespace Gko.Kubernetes.Client;

/// <summary>Turns answers other than success into exceptions.</summary>
internal static class KubeErrors
{
    private const int MaxBody = 64 * 1024;

    /// <summary>Gateways answer with whole web pages; the beginning says enough.</summary>
    private const int MaxText = 1024;

    public static async Task<KubeApiException> ReadAsync(HttpResponseMessage response, KubeRequest request, TimeProvider time, CancellationToken ct)
    {
        using var body = await PooledBody.ReadAsync(response.Content, MaxBody, ct).ConfigureAwait(false);
        var status = Parse(body.Bytes) ?? new KubeStatus { Code = (int)response.StatusCode, Message = Text(body.Bytes) };
        var retryAfter = RetryAfter(response, time)
            ?? (status.Details?.RetryAfterSeconds is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null);
        return new KubeApiException(status, response.StatusCode, retryAfter, request.ToString());
    }

    /// <summary>The header in either of its forms; null when it is absent.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > time.GetUtcNow() ? date - time.GetUtcNow() : TimeSpan.Zero,
        _ => null,
    };

    private static KubeStatus? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, KubeJson.Default.KubeStatus) is { Kind: "Status" } status ? status : null;
        }
        catch (JsonException)
        {
            // Not from the API server, but from something in front of it: shown as text.
            return null;
        }
    }

    private static string Text(ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body).Trim();
        return text.Length <= MaxText ? text : text[..MaxText] + "…";
    }
}

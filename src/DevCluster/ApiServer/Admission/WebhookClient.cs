using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Asks one webhook and checks its answer.</summary>
internal sealed class WebhookClient(WebhookTransport transport, IReadOnlyDictionary<string, Uri> services, TimeProvider time)
{
    /// <exception cref="ApiStatusException">The webhook denied the request.</exception>
    /// <exception cref="WebhookCallException">The webhook could not be asked.</exception>
    public async Task<WebhookVerdict> AskAsync(Webhook webhook, AdmissionRequest request, bool mutating, CancellationToken ct)
    {
        var uid = Guid.NewGuid().ToString();
        var review = AdmissionReviewBody.Create(request, uid);
        var answer = await PostAsync(webhook, review, ct).ConfigureAwait(false);
        return AdmissionReviewBody.Read(webhook.Name, answer, uid, mutating);
    }

    private async Task<JsonObject> PostAsync(Webhook webhook, JsonObject review, CancellationToken ct)
    {
        var address = WebhookAddress.Of(webhook.ClientConfig, services, webhook.Timeout);
        using var timeout = new CancellationTokenSource(webhook.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            using var message = Message(address, review);
            var client = transport.For(webhook.ClientConfig.Text("caBundle") ?? "");
            using var response = await client.SendAsync(message, either.Token).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(either.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw new WebhookCallException($"an error on the server (\"{System.Text.Encoding.UTF8.GetString(body).Trim()}\") has prevented the request from succeeding");
            }

            return new JsonBody().Read(body) as JsonObject ?? throw new WebhookCallException("expected a JSON object");
        }
        catch (OperationCanceledException error) when (!ct.IsCancellationRequested)
        {
            throw new WebhookCallException($"Post \"{address.Shown}\": context deadline exceeded", error);
        }
        catch (HttpRequestException error)
        {
            throw new WebhookCallException($"Post \"{address.Shown}\": {Describe(error)}", error);
        }
        catch (JsonException error)
        {
            throw new WebhookCallException($"couldn't get version/kind; json parse error: {error.Message}", error);
        }
    }

    private static HttpRequestMessage Message(WebhookAddress address, JsonObject review)
    {
        var content = new ByteArrayContent(review.ToUtf8());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var message = new HttpRequestMessage(HttpMethod.Post, address.Target) { Content = content };
        message.Headers.Accept.ParseAdd("application/json");
        if (address.Host is not null)
        {
            // The certificate is checked against this name, as inside a cluster.
            message.Headers.Host = address.Host;
        }

        return message;
    }

    private static string Describe(HttpRequestException error) => error.InnerException switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "connect: connection refused",
        AuthenticationException failure => $"tls: failed to verify certificate: x509: {failure.Message}",
        { } inner => inner.Message,
        _ => error.Message,
    };
}

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
                throw NotReached($"an error on the server (\"{Explain(response, body)}\") has prevented the request from succeeding");
            }

            return new JsonBody().Read(body) as JsonObject ?? throw NotReached("couldn't get version/kind; json parse error: not an object");
        }
        catch (OperationCanceledException error) when (!ct.IsCancellationRequested)
        {
            throw NotReached($"Post \"{address.Shown}\": context deadline exceeded", error);
        }
        catch (HttpRequestException error)
        {
            throw NotReached($"Post \"{address.Shown}\": {Describe(address, error)}", error);
        }
        catch (JsonException error)
        {
            throw NotReached($"couldn't get version/kind; json parse error: {error.Message}", error);
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

    private static WebhookCallException NotReached(string why, Exception? inner = null) => new($"failed to call webhook: {why}", inner);

    // A body of text is passed on; anything else a client cannot make sense of.
    private static string Explain(HttpResponseMessage response, byte[] body) =>
        response.Content.Headers.ContentType?.MediaType?.StartsWith("text/", StringComparison.Ordinal) is true
            ? System.Text.Encoding.UTF8.GetString(body).Trim()
            : "unknown";

    private static string Describe(WebhookAddress address, HttpRequestException error) => error.InnerException switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } =>
            $"dial tcp {address.Target.Host}:{address.Target.Port}: connect: connection refused",
        AuthenticationException failure when IsUntrusted(failure) =>
            "tls: failed to verify certificate: x509: certificate signed by unknown authority",
        AuthenticationException failure => $"tls: failed to verify certificate: x509: {failure.Message}",
        { } inner => inner.Message,
        _ => error.Message,
    };

    // The TLS layer tells the cause in words only.
    private static bool IsUntrusted(AuthenticationException failure) =>
        failure.Message.Contains("UntrustedRoot", StringComparison.Ordinal) || failure.Message.Contains("PartialChain", StringComparison.Ordinal);
}

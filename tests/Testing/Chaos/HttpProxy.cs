using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Gko.Testing.Chaos;

/// <summary>
/// Stands before an API server, ends TLS with a certificate of its own, and passes requests on until it is told to tamper
/// with them. It sees every request, so that tests can count them.
/// </summary>
public sealed class HttpProxy : IAsyncDisposable
{
    private readonly TestCertificates _certificates = new();
    private readonly ConcurrentQueue<ProxiedRequest> _requests = new();
    private readonly ConcurrentDictionary<ProxiedWatch, byte> _watches = new();
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        EnableMultipleHttp2Connections = true,
        UseProxy = false,
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null },
    });

    private WebApplication? _app;
    private Func<ProxiedRequest, ProxyRefusal?> _refuse = _ => null;

    /// <summary>Where requests go; may change between requests.</summary>
    public required ProxyBackend Backend { get; set; }

    /// <summary>The authority that vouches for this proxy on 127.0.0.1, whatever the port.</summary>
    public System.Security.Cryptography.X509Certificates.X509Certificate2Collection Roots => _certificates.Roots;

    /// <summary>The loopback address; known once started.</summary>
    public IPEndPoint Address => new(IPAddress.Loopback, new Uri(_app!.Urls.Single()).Port);

    /// <summary>All requests so far, oldest first.</summary>
    public IReadOnlyList<ProxiedRequest> Requests => [.. _requests];

    /// <summary>Whether plain bookmarks get lost.</summary>
    public bool DropBookmarks { get; set; }

    /// <summary>How many of the next events break off in the middle, together with their watch.</summary>
    public int EventsToTruncate { get; set; }

    /// <summary>Starts to listen on a free port.</summary>
    public async Task StartAsync(CancellationToken ct = default)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(_certificates.ForHost("127.0.0.1"));
            });
        });
        _app = builder.Build();
        _app.Run(HandleAsync);
        await _app.StartAsync(ct);
    }

    /// <summary>Answers requests in the server's place: those for which the function returns a refusal; null to end it.</summary>
    public void Refuse(Func<ProxiedRequest, ProxyRefusal?>? refusal) => _refuse = refusal ?? (_ => null);

    /// <summary>Sends an ERROR event with that refusal into every running watch, which ends it.</summary>
    public void FailWatches(ProxyRefusal refusal)
    {
        foreach (var watch in _watches.Keys)
        {
            watch.Fail(refusal);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            using var hurry = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
            await _app.StopAsync(hurry.Token);
            await _app.DisposeAsync();
        }

        _client.Dispose();
        _certificates.Dispose();
    }

    internal bool TakeTruncation()
    {
        if (EventsToTruncate == 0)
        {
            return false;
        }

        EventsToTruncate--;
        return true;
    }

    private async Task HandleAsync(HttpContext http)
    {
        var request = new ProxiedRequest(
            http.Request.Method, http.Request.Path, http.Request.QueryString.Value ?? "", TimeProvider.System.GetTimestamp());
        _requests.Enqueue(request);
        if (_refuse(request) is { } refusal)
        {
            await AnswerAsync(http, refusal);
            return;
        }

        try
        {
            using var message = Forwarded(http.Request);
            using var response = await _client.SendAsync(message, http.RequestAborted);
            await PassBackAsync(http, request, response);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
        {
            // A client must not be able to tell a broken proxy from a broken server.
            http.Abort();
        }
    }

    private async Task PassBackAsync(HttpContext http, ProxiedRequest request, HttpResponseMessage response)
    {
        http.Response.StatusCode = (int)response.StatusCode;
        http.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        var body = await response.Content.ReadAsStreamAsync(http.RequestAborted);
        if (!request.IsWatch || !response.IsSuccessStatusCode)
        {
            await body.CopyToAsync(http.Response.Body, http.RequestAborted);
            return;
        }

        var watch = new ProxiedWatch(this, http);
        _watches.TryAdd(watch, 0);
        try
        {
            await watch.PassAsync(body);
        }
        finally
        {
            _watches.TryRemove(watch, out _);
        }
    }

    private HttpRequestMessage Forwarded(HttpRequest request)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(Backend.Url, $"{request.Path}{request.QueryString}"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        message.Headers.TryAddWithoutValidation("Accept", request.Headers.Accept.ToString());
        message.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Backend.Token}");
        if (request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0)
        {
            message.Content = new StreamContent(request.Body);
            message.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        }

        return message;
    }

    private static Task AnswerAsync(HttpContext http, ProxyRefusal refusal)
    {
        http.Response.StatusCode = (int)refusal.Code;
        http.Response.ContentType = "application/json";
        if (refusal.RetryAfter is { } seconds)
        {
            http.Response.Headers.RetryAfter = $"{seconds}";
        }

        return http.Response.WriteAsync(refusal.Body);
    }
}

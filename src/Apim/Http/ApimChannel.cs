using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Gko.Apim.Telemetry;
using Microsoft.Extensions.Logging;

namespace Gko.Apim.Http;

/// <summary>One context's connections, its share of concurrency and its circuit.</summary>
internal sealed partial class ApimChannel(
    string origin, HttpMessageHandler handler, ApimClientOptions options, SemaphoreSlim totalSlots, TimeProvider time, ILogger logger)
    : IDisposable
{
    /// <summary>Which term of leadership a call belongs to, for access logs.</summary>
    private const string TermHeader = "X-Gko-Term";

    private const int MaxRedirects = 10;
    private const long Never = long.MinValue;
    private const int MaxContexts = 1000;
    private const long MaxBodyLength = 8 * 1024 * 1024;
    private static readonly MediaTypeHeaderValue JsonType = new("application/json");
    private readonly HttpMessageInvoker _invoker = new(handler);
    private readonly SemaphoreSlim _slots = new(options.MaxConnectionsPerContext);
    private readonly ContextGate _gate = new(options.Circuit, time, Random.Shared.NextDouble);
    private long _succeededAt = Never;

    /// <summary>How long ago a call succeeded; null while none has.</summary>
    public TimeSpan? SinceSuccess => Volatile.Read(ref _succeededAt) is not Never and var at ? time.GetElapsedTime(at) : null;
    private readonly ConcurrentDictionary<string, bool> _contexts = new(StringComparer.Ordinal);

    /// <summary>The ManagementContexts that share this server and login, as far as they are known.</summary>
    public IEnumerable<string> Contexts => _contexts.Keys;

    /// <summary>Whether the server failed so often that it is not called for now.</summary>
    public bool IsOpen => _gate.IsOpen;

    /// <summary>Notes for whom the channel works.</summary>
    public void UsedBy(string context)
    {
        if (!_contexts.ContainsKey(context) && _contexts.Count < MaxContexts)
        {
            _contexts[context] = true;
        }
    }

    /// <summary>Sends when a slot is free and the gate lets it pass. Only the caller's own cancellation is thrown.</summary>
    public async Task<Exchange> SendAsync(ApimRequest request, CancellationToken ct)
    {
        await _slots.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            await totalSlots.WaitAsync(ct).ConfigureAwait(false);
            try
            {
                return await PassGateAsync(request, ct).ConfigureAwait(false);
            }
            finally
            {
                totalSlots.Release();
            }
        }
        finally
        {
            _slots.Release();
        }
    }

    public void Dispose()
    {
        _invoker.Dispose();
        _slots.Dispose();
    }

    private async Task<Exchange> PassGateAsync(ApimRequest request, CancellationToken ct)
    {
        // Asked only now: the circuit may have opened while this request waited for its slot.
        var decision = _gate.Enter();
        if (decision.State != GateState.Passing)
        {
            return new() { Refusal = decision };
        }

        Exchange? exchange = null;
        try
        {
            exchange = await SendInTimeAsync(request, ct).ConfigureAwait(false);
            return exchange;
        }
        finally
        {
            Report(exchange);
        }
    }

    private async Task<Exchange> SendInTimeAsync(ApimRequest request, CancellationToken ct)
    {
        var limit = options.TimeoutSeconds > 0 ? TimeSpan.FromSeconds(options.TimeoutSeconds) : Timeout.InfiniteTimeSpan;
        using var timeout = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            return await FollowAsync(request, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new() { Failure = $"no answer within {options.TimeoutSeconds} s", TimedOut = true };
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new() { Failure = Describe(e) };
        }
    }

    private async Task<Exchange> FollowAsync(ApimRequest request, CancellationToken ct)
    {
        var (method, url) = (request.Method, request.Url);
        for (var hop = 0; hop <= MaxRedirects; hop++)
        {
            request.Fence?.ThrowIfClosed();
            using var message = Compose(request, method, url);
            using var response = await _invoker.SendAsync(message, ct).ConfigureAwait(false);
            if (RedirectTarget(response, url) is not { } target)
            {
                return await ReadAsync(response, ct).ConfigureAwait(false);
            }

            if (url.Scheme == Uri.UriSchemeHttps && target.Scheme != Uri.UriSchemeHttps)
            {
                throw new HttpRequestException("the server redirects from https to http, which is refused");
            }

            method = response.StatusCode == HttpStatusCode.SeeOther ? HttpMethod.Get : method;
            url = target;
        }

        throw new HttpRequestException($"the server redirects more than {MaxRedirects} times");
    }

    private static HttpRequestMessage Compose(ApimRequest request, HttpMethod method, Uri url)
    {
        var message = new HttpRequestMessage(method, url)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        message.Headers.UserAgent.Add(new("gko", null));
        if (request.Fence?.Term is { } term)
        {
            message.Headers.Add(TermHeader, term.ToString(CultureInfo.InvariantCulture));
        }

        if (SameHost(request.Url, url))
        {
            message.Headers.Authorization = request.Credentials.ToHeader();
            ApimTracing.Inject(message);
        }

        if (request.Body is { } body && method != HttpMethod.Get)
        {
            message.Content = new FencedContent(body, request.Fence) { Headers = { ContentType = JsonType } };
        }

        return message;
    }

    private static bool SameHost(Uri first, Uri second) =>
        first.Scheme == second.Scheme && first.Port == second.Port
        && string.Equals(first.IdnHost, second.IdnHost, StringComparison.OrdinalIgnoreCase);

    private static Uri? RedirectTarget(HttpResponseMessage response, Uri current) =>
        (int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is { } location
            ? Uri.TryCreate(current, location, out var target) && target.Scheme is "http" or "https"
                ? target
                : throw new HttpRequestException("the server redirects to what is no http or https URL")
            : null;

    private async Task<Exchange> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        await response.Content.LoadIntoBufferAsync(MaxBodyLength, ct).ConfigureAwait(false);
        var retryAfter = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => response.StatusCode == HttpStatusCode.TooManyRequests ? options.DefaultRetryAfter : (TimeSpan?)null,
        };
        return new()
        {
            Status = (int)response.StatusCode,
            Body = await response.Content.ReadAsByteArrayAsync(ct).ConfigureAwait(false),
            RetryAfter = retryAfter is { } wait ? Limit(wait) : null,
        };
    }

    private TimeSpan Limit(TimeSpan wait) =>
        wait < TimeSpan.Zero ? TimeSpan.Zero : wait > options.MaxRetryAfter ? options.MaxRetryAfter : wait;

    private void Report(Exchange? exchange)
    {
        if (exchange is null)
        {
            _gate.Abandoned();
            return;
        }

        if (exchange is { Status: 429 or 503, RetryAfter: { } wait })
        {
            _gate.Pause(wait);
        }

        if (exchange is { Status: >= 200 and < 300 })
        {
            Volatile.Write(ref _succeededAt, time.GetTimestamp());
        }

        if (exchange.Failure is null && !IsOutage(exchange))
        {
            if (_gate.Succeeded())
            {
                Log.Closed(logger, origin);
            }
        }
        else if (_gate.Failed(exchange.Failure ?? $"status {exchange.Status}") is { } length)
        {
            Log.Opened(logger, origin, exchange.Failure ?? $"status {exchange.Status}", length.TotalSeconds);
        }
    }

    /// <summary>
    /// APIM answers many a user's mistake with 500 and a technical code; it is up then, and other objects must not suffer.
    /// </summary>
    private static bool IsOutage(Exchange exchange) =>
        exchange.Status >= 500 && (exchange.Status != 500 || ErrorBody.Parse(exchange.Body).TechnicalCode is null);

    private static string Describe(Exception exception)
    {
        var texts = new List<string>();
        for (var e = exception; e is not null; e = e.InnerException)
        {
            var text = e.Message.Replace(", see inner exception.", "").TrimEnd('.');
            if (!texts.Exists(known => known.Contains(text, StringComparison.OrdinalIgnoreCase)))
            {
                texts.Add(text);
            }
        }

        return string.Join(": ", texts);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "APIM at {Origin} is failing ({Reason}); no calls for {Seconds:F1} s")]
        public static partial void Opened(ILogger logger, string origin, string reason, double seconds);

        [LoggerMessage(2, LogLevel.Information, "APIM at {Origin} answers again")]
        public static partial void Closed(ILogger logger, string origin);
    }
}

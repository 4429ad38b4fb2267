using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gko.Kubernetes.Configuration;
using Gko.Kubernetes.Model;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Client;

/// <summary>The client for a real API server over HTTP; one instance serves the whole process.</summary>
public sealed partial class KubeClient : IKubeClient, IDisposable
{
    private const int PageSize = 500;
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(30);

    private readonly KubeConnection _connection;
    private readonly TimeProvider _time;
    private readonly ILogger<KubeClient> _logger;
    private readonly HttpMessageHandler _transport;
    private readonly HttpClient _http;

    /// <param name="connection">Where the API server is and who we are.</param>
    /// <param name="time">The clock of deadlines and waits.</param>
    /// <param name="logger">Told of what is unusual.</param>
    /// <param name="metrics">Where to count; null for nowhere.</param>
    public KubeClient(KubeConnection connection, TimeProvider time, ILogger<KubeClient> logger, RestClientMetrics? metrics = null)
        : this(connection, time, logger, new KubeTransport(connection), metrics)
    {
    }

    internal KubeClient(
        KubeConnection connection, TimeProvider time, ILogger<KubeClient> logger, HttpMessageHandler transport, RestClientMetrics? metrics = null)
    {
        var counted = metrics is null ? transport : new MetricsHandler(metrics, time, transport);
        (_connection, _time, _logger, _transport) = (connection, time, logger, counted);
        _http = new HttpClient(new WarningHandler(logger, new RetryHandler(time, logger, new AuthHandler(connection, counted))))
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd($"gko/{typeof(KubeClient).Assembly.GetName().Version?.ToString(3)}");
        if (connection.SkipTlsVerify)
        {
            Log.Unverified(logger, connection.Server);
        }
    }

    /// <summary>
    /// A client over the same connections, alive as long as this one, that asks before every request that writes, repetitions
    /// included. What <paramref name="beforeWrite"/> throws reaches the caller, and the request does not leave.
    /// </summary>
    public IKubeClient Guarded(Action beforeWrite) => new KubeClient(_connection, _time, _logger, new WriteGuard(beforeWrite, _transport));

    /// <inheritdoc/>
    public Task<T> GetAsync<T>(ObjectKey key, CancellationToken ct = default) where T : class, IResource<T> =>
        CallAsync<T>(KubeRequests.Get<T>(key), ct);

    /// <inheritdoc/>
    public async Task<T?> FindAsync<T>(ObjectKey key, CancellationToken ct = default) where T : class, IResource<T>
    {
        try
        {
            return await GetAsync<T>(key, ct).ConfigureAwait(false);
        }
        catch (KubeApiException error) when (error.IsNotFound)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public Task<KubeList<T>> ListPageAsync<T>(string? ns, ListOptions options, CancellationToken ct = default) where T : class, IResource<T> =>
        CallAsync(KubeRequests.List<T>(ns, options), ReadListAsync<T>, ct);

    /// <inheritdoc/>
    public async IAsyncEnumerable<T> ListAsync<T>(
        string? ns = null, ListOptions? options = null, [EnumeratorCancellation] CancellationToken ct = default)
        where T : class, IResource<T>
    {
        options ??= new ListOptions();
        options = options with { Limit = options.Limit ?? PageSize };
        do
        {
            var page = await ListPageAsync<T>(ns, options, ct).ConfigureAwait(false);
            foreach (var item in page.Items)
            {
                yield return item;
            }

            foreach (var misfit in page.Undecodable)
            {
                Log.LeftOut(_logger, T.Type.Kind, misfit.Key, misfit.Error);
            }

            options = options with { Continue = page.Metadata.Continue };
        }
        while (!string.IsNullOrEmpty(options.Continue));
    }

    /// <inheritdoc/>
    public Task<T> CreateAsync<T>(T resource, WriteOptions? options = null, CancellationToken ct = default) where T : class, IResource<T> =>
        CallAsync<T>(KubeRequests.Create(resource, options), ct);

    /// <inheritdoc/>
    public Task<T> ReplaceAsync<T>(T resource, WriteOptions? options = null, CancellationToken ct = default) where T : class, IResource<T> =>
        CallAsync<T>(KubeRequests.Replace(resource, options), ct);

    /// <inheritdoc/>
    public Task<T> PatchAsync<T>(ObjectKey key, Patch patch, PatchOptions? options = null, CancellationToken ct = default)
        where T : class, IResource<T> =>
        CallAsync<T>(KubeRequests.Patch<T>(key, patch, options), ct);

    /// <inheritdoc/>
    public async Task DeleteAsync<T>(ObjectKey key, DeleteOptions? options = null, CancellationToken ct = default) where T : class, IResource<T>
    {
        using var deadline = new Deadline(CallTimeout, _time, ct);
        using var response = await SendAsync(KubeRequests.Delete<T>(key, options), deadline).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(
        string? ns, WatchOptions options, [EnumeratorCancellation] CancellationToken ct)
        where T : class, IResource<T>
    {
        // Spread, so that watches that began together do not all begin again together.
        var timeout = options.Timeout ?? TimeSpan.FromSeconds(Random.Shared.Next(300, 600));
        var request = KubeRequests.Watch<T>(ns, options, timeout);
        using var deadline = new Deadline(CallTimeout, _time, ct);
        using var response = await SendAsync(request, deadline).ConfigureAwait(false);
        deadline.Restart(timeout + CallTimeout);
        var stream = await response.Content.ReadAsStreamAsync(deadline.Token).ConfigureAwait(false);
        await using var closing = stream.ConfigureAwait(false);
        var events = JsonSerializer
            .DeserializeAsyncEnumerable(stream, WatchEventConverter<T>.TypeInfo, topLevelValues: true, deadline.Token)
            .GetAsyncEnumerator(deadline.Token);
        await using var ending = events.ConfigureAwait(false);
        while (await NextAsync(events, request, deadline).ConfigureAwait(false))
        {
            yield return events.Current;
            if (events.Current.Type is WatchEventType.Error)
            {
                yield break;
            }
        }
    }

    /// <inheritdoc/>
    public Task<TResponse> PostAsync<TRequest, TResponse>(
        string path, TRequest body, JsonTypeInfo<TRequest> request, JsonTypeInfo<TResponse> response, CancellationToken ct = default) =>
        CallAsync(
            new KubeRequest(HttpMethod.Post, path) { Body = KubeBody.Of(body, request) },
            Whole((ref Utf8JsonReader reader) => JsonSerializer.Deserialize(ref reader, response) ?? throw new JsonException("The answer is null.")),
            ct);

    /// <summary>Closes all connections; running calls fail.</summary>
    public void Dispose() => _http.Dispose();

    private Task<T> CallAsync<T>(KubeRequest request, CancellationToken ct) where T : class, IResource<T> =>
        CallAsync(request, Whole(static (ref Utf8JsonReader reader) => ObjectDecoder.DecodeStrictly<T>(ref reader)), ct);

    private static async Task<KubeList<T>> ReadListAsync<T>(HttpContent content, Deadline deadline) where T : class, IResource<T>
    {
        var stream = await content.ReadAsStreamAsync(deadline.Token).ConfigureAwait(false);
        await using var closing = stream.ConfigureAwait(false);
        using var decoder = new ListDecoder<T>(stream);

        // A large list may take long; it is silence that must not.
        return await decoder.ReadAsync(() => deadline.Restart(CallTimeout), deadline.Token).ConfigureAwait(false);
    }

    private static Func<HttpContent, Deadline, Task<TResult>> Whole<TResult>(Decoder<TResult> decode) => async (content, deadline) =>
    {
        using var body = await PooledBody.ReadAsync(content, int.MaxValue, deadline.Token).ConfigureAwait(false);
        var reader = new Utf8JsonReader(body.Bytes, new JsonReaderOptions { MaxDepth = ObjectDecoder.MaxDepth });
        return decode(ref reader);
    };

    private async Task<TResult> CallAsync<TResult>(KubeRequest request, Func<HttpContent, Deadline, Task<TResult>> read, CancellationToken ct)
    {
        using var deadline = new Deadline(CallTimeout, _time, ct);
        using var response = await SendAsync(request, deadline).ConfigureAwait(false);
        try
        {
            return await read(response.Content, deadline).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (!deadline.IsCallerGone)
        {
            throw TooLate(request, error);
        }
        catch (JsonException error)
        {
            throw new JsonException($"{request}: the answer does not fit: {error.Message}", error);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(KubeRequest request, Deadline deadline)
    {
        HttpResponseMessage response;
        try
        {
            using var message = request.ToMessage(_connection.Server);
            response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, deadline.Token).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                throw await KubeErrors.ReadAsync(response, request, _time, deadline.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException error) when (!deadline.IsCallerGone)
        {
            throw TooLate(request, error);
        }
    }

    private static async ValueTask<bool> NextAsync<T>(IAsyncEnumerator<WatchEvent<T>> events, KubeRequest request, Deadline deadline)
        where T : class
    {
        try
        {
            return await events.MoveNextAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (!deadline.IsCallerGone)
        {
            throw new IOException($"{request}: the server did not end the watch when its time was over", error);
        }
        catch (JsonException error)
        {
            throw new IOException($"{request}: the watch broke off within an event: {error.Message}", error);
        }
    }

    private static HttpRequestException TooLate(KubeRequest request, Exception error) => new(
        HttpRequestError.Unknown,
        $"{request}: no answer within the time limit",
        error.InnerException as TimeoutException ?? new TimeoutException($"The limit is {CallTimeout.TotalSeconds} s.", error));

    private delegate TResult Decoder<TResult>(ref Utf8JsonReader reader);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The certificate of {Server} is not verified (insecure-skip-tls-verify)")]
        public static partial void Unverified(ILogger logger, Uri server);

        [LoggerMessage(2, LogLevel.Warning, "{Kind} {Key} is left out because it cannot be decoded: {Reason}")]
        public static partial void LeftOut(ILogger logger, string kind, ObjectKey key, string reason);
    }
}

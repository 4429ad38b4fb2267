using System.Net;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Client;

/// <summary>
/// Repeats a call that the server asked to repeat (429 or 503 with Retry-After) or that never reached it. Both are bounded,
/// so that the caller learns the reason well before its deadline.
/// </summary>
internal sealed partial class RetryHandler(TimeProvider time, ILogger logger, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Set on requests whose failures go to the caller at once.</summary>
    public static readonly HttpRequestOptionsKey<bool> LeaveToCaller = new("LeaveToCaller");

    private const int MaxRefusals = 3;
    private static readonly TimeSpan FirstRefusalWait = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest sum of the waits that the server may ask for within one call.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(20);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.Options.TryGetValue(LeaveToCaller, out var isLeft) && isLeft
            ? base.SendAsync(request, cancellationToken)
            : RepeatAsync(request, cancellationToken);

    private async Task<HttpResponseMessage> RepeatAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var waited = TimeSpan.Zero;
        var refusals = 0;
        while (true)
        {
            TimeSpan wait;
            try
            {
                var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
                if (AskedWait(response) is not { } asked || waited + asked > MaxWait)
                {
                    return response;
                }

                Log.ServerAsks(logger, request.Method, request.RequestUri, (int)response.StatusCode, asked);
                response.Dispose();
                (wait, waited) = (asked, waited + asked);
            }
            catch (HttpRequestException error) when (refusals < MaxRefusals && NeverArrived(error) && IsIdempotent(request.Method))
            {
                wait = FirstRefusalWait * (1 << refusals++);
                Log.NotConnected(logger, request.Method, request.RequestUri, wait, error.Message);
            }

            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>At least a second, so that a server that asks for none is not stormed.</summary>
    private TimeSpan? AskedWait(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable
        && KubeErrors.RetryAfter(response, time) is { } asked
            ? asked > TimeSpan.FromSeconds(1) ? asked : TimeSpan.FromSeconds(1)
            : null;

    private static bool NeverArrived(HttpRequestException error) =>
        error.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError;

    private static bool IsIdempotent(HttpMethod method) =>
        method == HttpMethod.Get || method == HttpMethod.Put || method == HttpMethod.Delete;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "{Method} {Uri} was answered {Status}; trying again after {Wait} as asked")]
        public static partial void ServerAsks(ILogger logger, HttpMethod method, Uri? uri, int status, TimeSpan wait);

        [LoggerMessage(2, LogLevel.Debug, "{Method} {Uri} found no server; trying again after {Wait}: {Reason}")]
        public static partial void NotConnected(ILogger logger, HttpMethod method, Uri? uri, TimeSpan wait, string reason);
    }
}

using System.Diagnostics.Metrics;
using System.Net;
using Gko.Kubernetes.Metrics;

namespace Gko.Kubernetes.Client;

/// <summary>The instruments of calls to the API server, under the names that client-go uses. Every attempt counts.</summary>
public sealed class RestClientMetrics
{
    private readonly Counter<long> _requests;
    private readonly Histogram<double> _duration;

    /// <param name="meter">Owns the instruments.</param>
    public RestClientMetrics(Meter meter)
    {
        _requests = meter.CreateCounter<long>("rest_client_requests_total", description: "Calls to the API server by status, verb and host.");
        _duration = meter.CreateHistogram(
            "rest_client_request_duration_seconds", "s", "Time until the API server began to answer.", tags: null, Boundaries.RestClient);
    }

    /// <param name="request">What was sent.</param>
    /// <param name="status">Null when no answer came.</param>
    /// <param name="duration">Until the answer's headers were there.</param>
    internal void Record(HttpRequestMessage request, HttpStatusCode? status, TimeSpan duration)
    {
        // Host and port only: what else an address may hold, such as a login, is nobody's business.
        var host = new KeyValuePair<string, object?>("host", request.RequestUri?.Authority);
        _requests.Add(1, new("code", status is { } code ? ((int)code).ToString() : "<error>"), new("method", request.Method.Method), host);
        _duration.Record(duration.TotalSeconds, new("verb", request.Method.Method), host);
    }
}

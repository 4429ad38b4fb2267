using System.Diagnostics.Metrics;
using Gko.Kubernetes.Metrics;

namespace Gko.Kubernetes.Admission;

/// <summary>The instruments of the webhooks, under the names that controller-runtime uses.</summary>
public sealed class AdmissionMetrics
{
    private readonly TimeProvider _time;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _panics;
    private readonly UpDownCounter<long> _inFlight;
    private readonly Histogram<double> _latency;

    /// <param name="meter">Owns the instruments.</param>
    /// <param name="time">The clock of latencies.</param>
    public AdmissionMetrics(Meter meter, TimeProvider time)
    {
        _time = time;
        _requests = meter.CreateCounter<long>(
            "controller_runtime_webhook_requests_total", description: "Admission requests by HTTP status; a denial has status 200.");
        _latency = meter.CreateHistogram(
            "controller_runtime_webhook_latency_seconds", "s", "Time to answer an admission request.", tags: null, Boundaries.Latency);
        _inFlight = meter.CreateUpDownCounter<long>("controller_runtime_webhook_requests_in_flight", description: "Admission requests under way.");
        _panics = meter.CreateCounter<long>("controller_runtime_webhook_panics_total", description: "Admission requests that failed by an error of the program.");
        _panics.Add(0);
    }

    /// <summary>Shows a webhook before its first request.</summary>
    internal void Register(string webhook)
    {
        _requests.Add(0, Webhook(webhook), Code(200));
        _requests.Add(0, Webhook(webhook), Code(500));
        _inFlight.Add(0, Webhook(webhook));
    }

    /// <summary>A request has come. Returns when, for <see cref="Finished"/>.</summary>
    internal long Started(string webhook)
    {
        _inFlight.Add(1, Webhook(webhook));
        return _time.GetTimestamp();
    }

    internal void Finished(string webhook, int status, long started)
    {
        _inFlight.Add(-1, Webhook(webhook));
        _requests.Add(1, Webhook(webhook), Code(status));
        _latency.Record(_time.GetElapsedTime(started).TotalSeconds, Webhook(webhook));
    }

    internal void Failed(Exception error)
    {
        if (Bugs.IsOne(error))
        {
            _panics.Add(1);
        }
    }

    private static KeyValuePair<string, object?> Webhook(string path) => new("webhook", path);

    private static KeyValuePair<string, object?> Code(int status) => new("code", status switch { 200 => "200", 500 => "500", _ => $"{status}" });
}

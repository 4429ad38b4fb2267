using System.Diagnostics.Metrics;
using Gko.Apim.Client;

namespace Gko.Apim.Telemetry;

/// <summary>The instruments of calls to APIM, by the ManagementContext they were made for.</summary>
public sealed class ApimMetrics
{
    /// <summary>The outcome of a call that APIM answered with 2xx.</summary>
    internal const string Success = "success";

    private static readonly InstrumentAdvice<double> Boundaries =
        new() { HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] };

    private readonly Meter _meter;
    private readonly Counter<long> _requests;
    private readonly Histogram<double> _duration;

    /// <param name="meter">Owns the instruments.</param>
    public ApimMetrics(Meter meter)
    {
        _meter = meter;
        _requests = meter.CreateCounter<long>("gko_apim_requests_total", description: "Calls to APIM, those held back by an open circuit included.");
        _duration = meter.CreateHistogram(
            "gko_apim_request_duration_seconds", "s", "Duration of calls to APIM, the wait for a free connection included.", tags: null, Boundaries);
    }

    /// <summary>What became of a call, in one word.</summary>
    internal static string OutcomeOf(ApimError? error) => error?.Kind switch
    {
        null => Success,
        ApimErrorKind.Unreachable => "unreachable",
        ApimErrorKind.Timeout => "timeout",
        ApimErrorKind.BadCredentials => "bad_credentials",
        ApimErrorKind.Rejected => "rejected",
        ApimErrorKind.Forbidden => "forbidden",
        ApimErrorKind.NotFound => "not_found",
        ApimErrorKind.Conflict => "conflict",
        ApimErrorKind.Throttled => "throttled",
        ApimErrorKind.ServerError => "server_error",
        ApimErrorKind.CircuitOpen => "circuit_open",
        _ => "invalid_response",
    };

    /// <summary>Shows the circuits from now on.</summary>
    /// <param name="circuits">Each context with its state; read on every collection.</param>
    internal void Observe(Func<IEnumerable<(string Context, bool Open)>> circuits) => _meter.CreateObservableGauge(
        "gko_apim_circuit_open",
        () => circuits().Select(circuit => new Measurement<long>(circuit.Open ? 1 : 0, Context(circuit.Context))),
        description: "1 while no calls are made, because APIM failed too often.");

    internal void Record(string context, HttpMethod method, string outcome, TimeSpan duration)
    {
        var verb = new KeyValuePair<string, object?>("method", method.Method);
        _requests.Add(1, Context(context), verb, new("outcome", outcome));
        _duration.Record(duration.TotalSeconds, Context(context), verb);
    }

    private static KeyValuePair<string, object?> Context(string name) => new("context", name);
}

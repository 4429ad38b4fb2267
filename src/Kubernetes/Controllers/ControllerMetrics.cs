using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Gko.Kubernetes.Controllers;

/// <summary>The instruments of all controllers, under the names that controller-runtime uses, so that its dashboards work.</summary>
public sealed class ControllerMetrics
{
    private readonly ConcurrentDictionary<string, Source> _sources = new(StringComparer.Ordinal);
    private readonly Counter<long> _reconciles;
    private readonly Counter<long> _errors;
    private readonly Counter<long> _terminalErrors;
    private readonly Counter<long> _panics;
    private readonly Counter<long> _timeouts;
    private readonly Counter<long> _retries;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _waited;
    private readonly UpDownCounter<long> _activeWorkers;

    /// <param name="meter">Owns the instruments.</param>
    public ControllerMetrics(Meter meter)
    {
        _reconciles = meter.CreateCounter<long>("controller_runtime_reconcile_total", description: "Attempts by result.");
        _errors = meter.CreateCounter<long>("controller_runtime_reconcile_errors_total", description: "Attempts that failed.");
        _terminalErrors = meter.CreateCounter<long>(
            "controller_runtime_terminal_reconcile_errors_total", description: "Attempts that failed and are not repeated.");
        _panics = meter.CreateCounter<long>("controller_runtime_reconcile_panics_total", description: "Attempts that ended in a bug.");
        _timeouts = meter.CreateCounter<long>("controller_runtime_reconcile_timeouts_total", description: "Attempts that took too long.");
        _duration = meter.CreateHistogram<double>("controller_runtime_reconcile_time_seconds", "s", "Duration of attempts.");
        _activeWorkers = meter.CreateUpDownCounter<long>("controller_runtime_active_workers", description: "Attempts under way.");
        _waited = meter.CreateHistogram<double>("workqueue_queue_duration_seconds", "s", "How long keys lay ready.");
        _retries = meter.CreateCounter<long>("workqueue_retries_total", description: "Keys queued again with back-off.");
        meter.CreateObservableGauge(
            "controller_runtime_max_concurrent_reconciles", () => Measure(source => source.Workers), description: "Workers.");
        meter.CreateObservableGauge("workqueue_depth", () => Measure(source => source.Depth()), description: "Keys that lie ready.");
        meter.CreateObservableCounter("workqueue_adds_total", () => Measure(source => source.Added()), description: "Keys asked for.");
    }

    internal void Register<TKey>(string controller, WorkQueue<TKey> queue, int workers)
        where TKey : notnull => _sources[controller] = new Source(() => queue.Depth, () => queue.Added, workers);

    internal void Started(string controller, TimeSpan waited)
    {
        _activeWorkers.Add(1, Tag("controller", controller));
        _waited.Record(waited.TotalSeconds, Tag("name", controller), Tag("controller", controller));
    }

    internal void Finished(string controller, ReconcileOutcome outcome, TimeSpan duration)
    {
        var tag = Tag("controller", controller);
        _activeWorkers.Add(-1, tag);
        _duration.Record(duration.TotalSeconds, tag);
        _reconciles.Add(1, tag, Tag("result", ResultOf(outcome)));
        if (outcome is ReconcileOutcome.Error or ReconcileOutcome.Panic or ReconcileOutcome.Timeout or ReconcileOutcome.TerminalError)
        {
            _errors.Add(1, tag);
        }

        if (outcome is ReconcileOutcome.TerminalError)
        {
            _terminalErrors.Add(1, tag);
        }

        if (outcome is ReconcileOutcome.Panic)
        {
            _panics.Add(1, tag);
        }

        if (outcome is ReconcileOutcome.Timeout)
        {
            _timeouts.Add(1, tag);
        }

        if (outcome is ReconcileOutcome.Error or ReconcileOutcome.Panic or ReconcileOutcome.Timeout
            or ReconcileOutcome.Requeue or ReconcileOutcome.Conflict)
        {
            _retries.Add(1, Tag("name", controller), tag);
        }
    }

    private static string ResultOf(ReconcileOutcome outcome) => outcome switch
    {
        ReconcileOutcome.Success => "success",
        ReconcileOutcome.RequeueAfter => "requeue_after",
        ReconcileOutcome.Requeue or ReconcileOutcome.Conflict or ReconcileOutcome.Stopped => "requeue",
        _ => "error",
    };

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    private IEnumerable<Measurement<long>> Measure(Func<Source, long> value) => _sources.Select(
        source => new Measurement<long>(value(source.Value), Tag("name", source.Key), Tag("controller", source.Key)));

    private sealed record Source(Func<long> Depth, Func<long> Added, int Workers);
}

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Gko.Kubernetes.Metrics;

namespace Gko.Kubernetes.Controllers;

/// <summary>The instruments of all controllers, under the names that controller-runtime uses, so that its dashboards work.</summary>
public sealed class ControllerMetrics
{
    private readonly ConcurrentDictionary<string, Source> _sources = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private readonly Counter<long> _reconciles;
    private readonly Counter<long> _errors;
    private readonly Counter<long> _terminalErrors;
    private readonly Counter<long> _panics;
    private readonly Counter<long> _timeouts;
    private readonly Counter<long> _retries;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _waited;
    private readonly Histogram<double> _worked;
    private readonly UpDownCounter<long> _activeWorkers;

    /// <param name="meter">Owns the instruments.</param>
    /// <param name="time">The clock of durations; null for the system's.</param>
    public ControllerMetrics(Meter meter, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _reconciles = meter.CreateCounter<long>("controller_runtime_reconcile_total", description: "Attempts by result.");
        _errors = meter.CreateCounter<long>("controller_runtime_reconcile_errors_total", description: "Attempts that failed.");
        _terminalErrors = meter.CreateCounter<long>(
            "controller_runtime_terminal_reconcile_errors_total", description: "Attempts that failed and are not repeated.");
        _panics = meter.CreateCounter<long>(
            "controller_runtime_reconcile_panics_total", description: "Attempts that failed by an error of the program.");
        _timeouts = meter.CreateCounter<long>("controller_runtime_reconcile_timeouts_total", description: "Attempts that took too long.");
        _duration = meter.CreateHistogram(
            "controller_runtime_reconcile_time_seconds", "s", "Duration of attempts.", tags: null, Boundaries.Reconcile);
        _activeWorkers = meter.CreateUpDownCounter<long>("controller_runtime_active_workers", description: "Attempts under way.");
        _waited = meter.CreateHistogram("workqueue_queue_duration_seconds", "s", "How long keys lay ready.", tags: null, Boundaries.Queue);
        _worked = meter.CreateHistogram("workqueue_work_duration_seconds", "s", "How long keys were worked on.", tags: null, Boundaries.Queue);
        _retries = meter.CreateCounter<long>("workqueue_retries_total", description: "Keys queued again with back-off.");
        meter.CreateObservableGauge(
            "controller_runtime_max_concurrent_reconciles", () => _sources.Select(one => new Measurement<long>(one.Value.Workers, Controller(one.Key))),
            description: "Workers.");
        meter.CreateObservableGauge("workqueue_depth", () => Measure(source => source.Depth()), description: "Keys that lie ready.");
        meter.CreateObservableCounter("workqueue_adds_total", () => Measure(source => source.Added()), description: "Keys asked for.");
        meter.CreateObservableGauge(
            "workqueue_unfinished_work_seconds", () => Measure(source => source.Running().Sum()), "s",
            "Time spent so far on keys that are being worked on, added up; one that grows means that something hangs.");
        meter.CreateObservableGauge(
            "workqueue_longest_running_processor_seconds", () => Measure(source => source.Running().DefaultIfEmpty().Max()), "s",
            "How long the slowest worker has been at its key.");
    }

    internal void Register<TKey>(string controller, WorkQueue<TKey> queue, int workers)
        where TKey : notnull
    {
        _sources[controller] = new Source(_time, () => queue.Depth, () => queue.Added, workers);
        var tag = Controller(controller);
        foreach (var result in (string[])["success", "requeue", "requeue_after", "error"])
        {
            _reconciles.Add(0, tag, new("result", result));
        }

        foreach (var counter in (Counter<long>[])[_errors, _terminalErrors, _panics, _timeouts])
        {
            counter.Add(0, tag);
        }

        _activeWorkers.Add(0, tag);
        _retries.Add(0, Queue(controller), tag);
    }

    /// <summary>A worker begins. Returns what <see cref="Finished"/> needs.</summary>
    internal object Started(string controller, TimeSpan waited)
    {
        _activeWorkers.Add(1, Controller(controller));
        _waited.Record(waited.TotalSeconds, Queue(controller), Controller(controller));
        return _sources.TryGetValue(controller, out var source) ? source.Begin() : this;
    }

    internal void Finished(string controller, object attempt, ReconcileOutcome outcome, TimeSpan duration)
    {
        var tag = Controller(controller);
        if (_sources.TryGetValue(controller, out var source))
        {
            source.End(attempt);
        }

        _activeWorkers.Add(-1, tag);
        _duration.Record(duration.TotalSeconds, tag);
        _worked.Record(duration.TotalSeconds, Queue(controller), tag);
        _reconciles.Add(1, tag, new("result", ResultOf(outcome)));
        if (IsFailure(outcome))
        {
            _errors.Add(1, tag);
        }

        var special = outcome switch
        {
            ReconcileOutcome.TerminalError => _terminalErrors,
            ReconcileOutcome.Timeout => _timeouts,
            ReconcileOutcome.Panic => _panics,
            _ => null,
        };
        special?.Add(1, tag);
        if (outcome is not (ReconcileOutcome.Success or ReconcileOutcome.RequeueAfter or ReconcileOutcome.TerminalError or ReconcileOutcome.Stopped))
        {
            _retries.Add(1, Queue(controller), tag);
        }
    }

    internal static bool IsFailure(ReconcileOutcome outcome) =>
        outcome is ReconcileOutcome.Error or ReconcileOutcome.Panic or ReconcileOutcome.Timeout or ReconcileOutcome.TerminalError;

    internal static string ResultOf(ReconcileOutcome outcome) => outcome switch
    {
        ReconcileOutcome.Success => "success",
        ReconcileOutcome.RequeueAfter => "requeue_after",
        ReconcileOutcome.Requeue or ReconcileOutcome.Conflict or ReconcileOutcome.Stopped => "requeue",
        _ => "error",
    };

    private static KeyValuePair<string, object?> Controller(string name) => new("controller", name);

    private static KeyValuePair<string, object?> Queue(string name) => new("name", name);

    private IEnumerable<Measurement<double>> Measure(Func<Source, double> value) => _sources.Select(
        source => new Measurement<double>(value(source.Value), Queue(source.Key), Controller(source.Key)));

    private sealed class Source(TimeProvider time, Func<long> depth, Func<long> added, int workers)
    {
        private readonly ConcurrentDictionary<object, long> _running = new(ReferenceEqualityComparer.Instance);

        public Func<long> Depth => depth;

        public Func<long> Added => added;

        public int Workers => workers;

        public object Begin()
        {
            var attempt = new object();
            _running[attempt] = time.GetTimestamp();
            return attempt;
        }

        public void End(object attempt) => _running.TryRemove(attempt, out _);

        public IEnumerable<double> Running() => _running.Values.Select(started => time.GetElapsedTime(started).TotalSeconds);
    }
}

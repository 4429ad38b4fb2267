using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Gko.Kubernetes.Metrics;

/// <summary>
/// All series of one metric. There is a limit to how many: measurements with further labels go into one series that is labelled
/// <c>overflow="true"</c>, so that a label which takes ever new values cannot eat the memory.
/// </summary>
internal sealed class MetricFamily
{
    private static readonly double[] DefaultBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<LabelSet, MetricSeries> _series = new(new LabelSetComparer());
    private readonly ConcurrentDictionary<LabelSet, MetricSeries>.AlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>> _byTags;
    private readonly MetricSeries _overflow;
    private readonly double[] _boundaries;
    private readonly bool _observable;
    private readonly bool _adds;
    private readonly string? _help;
    private readonly int _limit;
    private int _count;
    private long _overflowed;
    private bool _mayForget;

    public MetricFamily(Instrument instrument, int limit)
    {
        var type = instrument.GetType().GetGenericTypeDefinition();
        Name = PrometheusText.Name(instrument.Name);
        Kind = type == typeof(Histogram<>) ? MetricKind.Histogram
            : type == typeof(Counter<>) || type == typeof(ObservableCounter<>) ? MetricKind.Counter
            : MetricKind.Gauge;
        _observable = instrument.IsObservable;
        _adds = type != typeof(Gauge<>);
        _boundaries = BoundariesOf(instrument);
        _help = instrument.Description;
        _limit = limit;
        _byTags = _series.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>();
        _overflow = Create(new LabelSet([new("overflow", "true")]));
    }

    public string Name { get; }

    public MetricKind Kind { get; }

    /// <summary>How many measurements went into the series for all that is too much.</summary>
    public long Overflowed => Interlocked.Read(ref _overflowed);

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        (_byTags.TryGetValue(tags, out var series) ? series : Add(tags)).Record(value);

    /// <summary>Observable instruments are about to be read: what is not reported again is gone.</summary>
    public void BeginReading()
    {
        if (_observable)
        {
            _overflow.Reset();
            _mayForget = true;
            foreach (var (_, series) in _series)
            {
                series.Reset();
            }
        }
    }

    public void Write(PrometheusText output)
    {
        if (_observable)
        {
            lock (_gate)
            {
                Forget();
            }
        }

        var series = _series.Values.OrderBy(one => one.Labels.Text, StringComparer.Ordinal).ToList();
        if (_overflow.HasValue)
        {
            series.Add(_overflow);
        }

        if (series.Count > 0)
        {
            output.Header(Name, Kind, _help);
            series.ForEach(one => one.Write(output, Name));
        }
    }

    private static double[] BoundariesOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } boundaries } => [.. boundaries],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } boundaries } => [.. boundaries.Select(boundary => (double)boundary)],
        _ => DefaultBoundaries,
    };

    private MetricSeries Create(LabelSet labels) =>
        Kind is MetricKind.Histogram ? new HistogramSeries(labels, _boundaries) : new ScalarSeries(labels, _adds);

    private MetricSeries Add(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (_gate)
        {
            if (_byTags.TryGetValue(tags, out var known))
            {
                return known;
            }

            if (_count >= _limit && _mayForget)
            {
                // Once per reading: what was not reported so far may be gone, and comes back if it is not.
                _mayForget = false;
                Forget();
            }

            if (_count >= _limit)
            {
                Interlocked.Increment(ref _overflowed);
                return _overflow;
            }

            _count++;
            var labels = new LabelSet(tags);
            return _series[labels] = Create(labels);
        }
    }

    private void Forget()
    {
        foreach (var (labels, series) in _series)
        {
            if (!series.HasValue && _series.TryRemove(labels, out _))
            {
                _count--;
            }
        }
    }
}

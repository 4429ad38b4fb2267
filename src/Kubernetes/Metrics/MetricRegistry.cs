using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Numerics;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Metrics;

/// <summary>
/// Adds up what the instruments of one meter measure and shows it to Prometheus. Instruments of the same name, such as those of
/// several controllers, share their series.
/// </summary>
public sealed partial class MetricRegistry : IDisposable
{
    /// <summary>How many series a metric may have unless told otherwise.</summary>
    public const int DefaultLimit = 2000;

    private readonly ConcurrentDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly Lock _reading = new();
    private readonly MeterListener _listener = new();
    private readonly ILogger _logger;

    /// <param name="meter">Others are not listened to.</param>
    /// <param name="logger">Told of instruments that cannot be read.</param>
    /// <param name="limit">How many series a metric may have; the rest is added up under <c>overflow="true"</c>.</param>
    public MetricRegistry(Meter meter, ILogger<MetricRegistry> logger, int limit = DefaultLimit)
    {
        _logger = logger;
        meter.CreateObservableCounter(
            "gko_metrics_overflow_total", Overflowed, description: "Measurements that had too many different labels to get a series of their own.");
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, meter))
            {
                listener.EnableMeasurementEvents(instrument, _families.GetOrAdd(instrument.Name, _ => new MetricFamily(instrument, limit)));
            }
        };
        Listen<byte>();
        Listen<short>();
        Listen<int>();
        Listen<long>();
        Listen<float>();
        Listen<double>();
        Listen<decimal>();
        _listener.Start();
    }

    /// <summary>The names of all metrics known so far, whether or not anything was measured.</summary>
    public IReadOnlyCollection<string> Names => [.. _families.Values.Select(family => family.Name).Order(StringComparer.Ordinal)];

    /// <summary>Reads the observable instruments and writes everything in the text format of Prometheus.</summary>
    public void Write(IBufferWriter<byte> output)
    {
        lock (_reading)
        {
            foreach (var (_, family) in _families)
            {
                family.BeginReading();
            }

            try
            {
                _listener.RecordObservableInstruments();
            }
            catch (AggregateException error)
            {
                // All the others were read: half of the metrics are better than none.
                Log.ReadingFailed(_logger, error);
            }

            var text = new PrometheusText(output);
            foreach (var family in _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal))
            {
                family.Write(text);
            }
        }
    }

    /// <summary>Stops listening.</summary>
    public void Dispose() => _listener.Dispose();

    private IEnumerable<Measurement<long>> Overflowed() => _families.Values
        .Where(family => family.Overflowed > 0)
        .Select(family => new Measurement<long>(family.Overflowed, new KeyValuePair<string, object?>("metric", family.Name)));

    private void Listen<T>()
        where T : struct, INumber<T> => _listener.SetMeasurementEventCallback<T>(
            static (_, value, tags, family) => ((MetricFamily)family!).Record(double.CreateChecked(value), tags));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Some metrics could not be read and are left out.")]
        public static partial void ReadingFailed(ILogger logger, Exception error);
    }
}

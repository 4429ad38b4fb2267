using System.Diagnostics.Metrics;

namespace Gko.Testing;

/// <summary>Sums what the instruments of one meter measure, by name and tags such as <c>depth{name=x}</c>.</summary>
public sealed class MetricCollection : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, double> _sums = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    /// <param name="meter">Others are not listened to.</param>
    public MetricCollection(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, meter))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Reads the observable instruments and returns all values; counters and histograms are sums, gauges the last value.</summary>
    public IReadOnlyDictionary<string, double> Collect()
    {
        _listener.RecordObservableInstruments();
        lock (_lock)
        {
            return new Dictionary<string, double>(_sums, StringComparer.Ordinal);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
        lock (_lock)
        {
            var key = $"{instrument.Name}{{{labels}}}";
            _sums[key] = instrument.IsObservable ? value : _sums.GetValueOrDefault(key) + value;
        }
    }
}

namespace Gko.Kubernetes.Metrics;

/// <summary>A counter or a gauge.</summary>
/// <param name="labels">Its labels.</param>
/// <param name="adds">Whether measurements add up; otherwise the last one counts.</param>
internal sealed class ScalarSeries(LabelSet labels, bool adds) : MetricSeries(labels)
{
    private double _value;
    private bool _hasValue;

    public override bool HasValue
    {
        get
        {
            lock (Gate)
            {
                return _hasValue;
            }
        }
    }

    public override void Record(double value)
    {
        lock (Gate)
        {
            _value = adds ? _value + value : value;
            _hasValue = true;
        }
    }

    public override void Reset()
    {
        lock (Gate)
        {
            (_value, _hasValue) = (0, false);
        }
    }

    public override void Write(PrometheusText output, string name)
    {
        double value;
        lock (Gate)
        {
            value = _value;
        }

        output.Sample(name, Labels.Text, value);
    }
}

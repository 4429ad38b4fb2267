namespace Gko.Kubernetes.Metrics;

/// <summary>Counts of measurements up to each boundary, and their sum.</summary>
/// <param name="labels">Its labels.</param>
/// <param name="boundaries">Upper bounds, ascending, each belonging to its bucket; one more bucket has none.</param>
internal sealed class HistogramSeries(LabelSet labels, double[] boundaries) : MetricSeries(labels)
{
    private readonly long[] _counts = new long[boundaries.Length + 1];
    private double _sum;
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
        var found = Array.BinarySearch(boundaries, value);
        var bucket = double.IsNaN(value) ? boundaries.Length : found < 0 ? ~found : found;
        lock (Gate)
        {
            _counts[bucket]++;
            _sum += value;
            _hasValue = true;
        }
    }

    public override void Reset()
    {
        lock (Gate)
        {
            Array.Clear(_counts);
            (_sum, _hasValue) = (0, false);
        }
    }

    public override void Write(PrometheusText output, string name)
    {
        long[] counts;
        double sum;
        lock (Gate)
        {
            counts = [.. _counts];
            sum = _sum;
        }

        var total = 0L;
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            total += counts[bucket];
            output.Sample(name, "_bucket", Labels.Text, bucket < boundaries.Length ? boundaries[bucket] : double.PositiveInfinity, total);
        }

        output.Sample(name + "_sum", Labels.Text, sum);
        output.Sample(name + "_count", Labels.Text, total);
    }
}

namespace Gko.Kubernetes.Metrics;

/// <summary>What the text format calls the type of a metric.</summary>
internal enum MetricKind
{
    Counter,
    Gauge,
    Histogram,
}

using System.Diagnostics.Metrics;

namespace Gko.Kubernetes.Metrics;

/// <summary>Upper bounds of histogram buckets in seconds, those of controller-runtime and client-go.</summary>
public static class Boundaries
{
    /// <summary>Of <c>controller_runtime_reconcile_time_seconds</c>.</summary>
    public static InstrumentAdvice<double> Reconcile { get; } = Of(
        0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.25, 1.5, 1.75, 2, 2.5,
        3, 3.5, 4, 4.5, 5, 6, 7, 8, 9, 10, 15, 20, 25, 30, 40, 50, 60);

    /// <summary>Of the work queues: from ten nanoseconds up, each ten times the one before.</summary>
    public static InstrumentAdvice<double> Queue { get; } = Of(1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100, 1000);

    /// <summary>Of calls to the API server.</summary>
    public static InstrumentAdvice<double> RestClient { get; } = Of(0.005, 0.025, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60);

    /// <summary>Of short calls in general: the default of Prometheus clients.</summary>
    public static InstrumentAdvice<double> Latency { get; } = Of(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10);

    /// <summary>Of what may take from moments to hours, such as getting an object ready.</summary>
    public static InstrumentAdvice<double> Long { get; } = Of(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200);

    private static InstrumentAdvice<double> Of(params double[] bounds) => new() { HistogramBucketBoundaries = bounds };
}

namespace Gko.Kubernetes.Metrics;

/// <summary>The values of one metric under one set of labels.</summary>
internal abstract class MetricSeries(LabelSet labels)
{
    public LabelSet Labels => labels;

    protected Lock Gate { get; } = new();

    public abstract void Record(double value);

    /// <summary>Forgets everything measured so far, as before each reading of an observable instrument.</summary>
    public abstract void Reset();

    /// <summary>Whether anything was measured since the last reset.</summary>
    public abstract bool HasValue { get; }

    public abstract void Write(PrometheusText output, string name);
}

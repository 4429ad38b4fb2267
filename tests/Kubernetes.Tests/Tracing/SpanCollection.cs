using System.Collections.Concurrent;
using System.Diagnostics;
using Gko.Kubernetes.Tracing;

namespace Gko.Kubernetes.Tests.Tracing;

/// <summary>Collects the library's spans that have a tag of a given value; other tests of the process make spans, too.</summary>
internal sealed class SpanCollection : IDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ActivityListener _listener;

    public SpanCollection(string tag, string value)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == KubernetesTracing.SourceName,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (value.Equals(span.GetTagItem(tag)))
                {
                    _spans.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Those that have ended, in that order.</summary>
    public IReadOnlyList<Activity> Spans => [.. _spans];

    public void Dispose() => _listener.Dispose();
}

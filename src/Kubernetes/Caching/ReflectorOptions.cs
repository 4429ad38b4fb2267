using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Caching;

/// <summary>What a <see cref="Reflector{T}"/> follows, and its patience.</summary>
internal sealed record ReflectorOptions
{
    /// <summary>Null for the whole cluster.</summary>
    public string? Namespace { get; init; }

    public string? LabelSelector { get; init; }

    public string? FieldSelector { get; init; }

    /// <summary>Applied to each object before anybody else sees it.</summary>
    public Action<IResource>? Transform { get; init; }

    /// <summary>Between attempts; also how the random watch time-out is drawn.</summary>
    public Backoff Backoff { get; init; } = new(TimeSpan.FromSeconds(0.8), TimeSpan.FromSeconds(30));

    /// <summary>After that long without a failure the waits start small again.</summary>
    public TimeSpan BackoffReset { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A server that asks for a longer wait is asked again nevertheless.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromMinutes(1);

    public int PageSize { get; init; } = 500;

    /// <summary>Watches end between this and twice this, so that dead connections do not live on and load spreads.</summary>
    public TimeSpan WatchTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long after its time-out a watch that the server did not end is given up.</summary>
    public TimeSpan WatchGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A server that is silent for so long before the initial events are complete does not know them.</summary>
    public TimeSpan WatchListSilence { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A watch that ends sooner without an event counts as a failure.</summary>
    public TimeSpan ShortWatch { get; init; } = TimeSpan.FromSeconds(1);
}

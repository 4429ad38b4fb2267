using Gko.Kubernetes.Model;
using Gko.Kubernetes.Tracing;

namespace Gko.Kubernetes.Controllers;

/// <summary>How a <see cref="Controller{T}"/> works.</summary>
public sealed record ControllerOptions<T>
    where T : class, IResource<T>
{
    /// <summary>For logs and metrics.</summary>
    public string Name { get; init; } = T.Type.Kind.ToLowerInvariant();

    /// <summary>How many objects are reconciled at the same time.</summary>
    public int Workers { get; init; } = 4;

    /// <summary>An attempt that takes longer is cancelled and counts as failed.</summary>
    public TimeSpan ReconcileTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long attempts may go on after a stop was asked for.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Waits between failed attempts.</summary>
    public Backoff Backoff { get; init; } = Backoff.Default;

    /// <summary>Which objects are looked at, at the start and after each change; null means all. Requests of one's own are not asked about.</summary>
    public Func<T, bool>? Filter { get; init; }

    /// <summary>
    /// Hands objects that are being deleted to the reconciler too, for work that must not be waited for with a finalizer of one's
    /// own; of no effect where there is one.
    /// </summary>
    public bool IncludeDeleting { get; init; }

    /// <summary>
    /// Whether a change, given as old and new, needs a reconcile; null means any. Additions and the start
    /// of a deletion are never asked about.
    /// </summary>
    public Func<T, T, bool>? Predicate { get; init; }

    /// <summary>
    /// Whose work an object is. With it, objects of equal priority take turns by <see cref="QueueLane.Group"/> and
    /// <see cref="QueueLane.Tenant"/>, and one group never has more than all but one of the <see cref="Workers"/>, half of them
    /// while others wait. Null means that everything is done in the order in which it comes.
    /// </summary>
    public Func<T, QueueLane>? Lane { get; init; }

    /// <summary>Where to count; null for nowhere.</summary>
    public ControllerMetrics? Metrics { get; init; }

    /// <summary>Knows the traces of admissions that a reconcile may belong to; null for none.</summary>
    public TraceLinks? Traces { get; init; }
}

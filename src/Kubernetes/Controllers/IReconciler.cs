using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Controllers;

/// <summary>
/// Brings the world in line with one object. It is told <i>that</i> something changed, never <i>what</i>: it must look at
/// the whole object each time and be idempotent.
/// <list type="bullet">
/// <item>a returned result says when to look again;</item>
/// <item>an exception means failure: it is logged and retried with growing waits, for ever;</item>
/// <item><see cref="TerminalException"/> means failure that only a change can cure;</item>
/// <item>a conflict answered by the API server is retried at once and quietly.</item>
/// </list>
/// The same object is never reconciled twice at the same time; different objects are.
/// </summary>
public interface IReconciler<T>
    where T : class, IResource<T>
{
    /// <param name="resource">The object as last seen; shared with the cache, so never to be mutated.</param>
    /// <param name="context">Which attempt this is.</param>
    /// <param name="ct">Fires on time-out, on loss of leadership and when draining took too long.</param>
    ValueTask<ReconcileResult> ReconcileAsync(T resource, ReconcileContext context, CancellationToken ct);
}

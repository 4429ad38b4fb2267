using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Controllers;

/// <summary>Cleans up after an object that is being deleted. The object stays until this returned <see cref="ReconcileResult.Done"/>.</summary>
public interface IFinalizer<T>
    where T : class, IResource<T>
{
    /// <summary>The entry in <c>metadata.finalizers</c>, such as <c>demo.io/cleanup</c>; put there before the first reconcile.</summary>
    string Name { get; }

    /// <summary>All entries that stand for this clean-up, where objects of one kind may carry different ones; all are removed in the end.</summary>
    IReadOnlyList<string> Names => [Name];

    /// <summary>The entry that this object has to carry, one of <see cref="Names"/>.</summary>
    string NameFor(T resource) => Name;

    /// <summary>Must be idempotent: it may run again after having returned done, if removing the entry failed.</summary>
    /// <param name="resource">The object as last seen; never to be mutated.</param>
    /// <param name="context">Which attempt this is.</param>
    /// <param name="ct">Fires on time-out, on loss of leadership and when draining took too long.</param>
    ValueTask<ReconcileResult> FinalizeAsync(T resource, ReconcileContext context, CancellationToken ct);
}

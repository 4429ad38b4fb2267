using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Model;

namespace Gko.Operator.Metrics;

/// <summary>
/// Measures from the moment a new generation is seen until its Ready condition is true. A generation that is overtaken by the next
/// before it got there is not measured; neither is what existed before the start.
/// </summary>
/// <param name="ready">The object's Ready condition, if it has one.</param>
/// <param name="time">The clock.</param>
/// <param name="record">Told of each object that became ready, and how long that took.</param>
internal sealed class SyncClock<T>(Func<T, Condition?> ready, TimeProvider time, Action<T, TimeSpan> record)
    where T : class, IResource<T>
{
    // Changes come one at a time, so no lock is needed; what is deleted leaves, so it is never larger than the cache.
    private readonly Dictionary<ObjectKey, (long? Generation, long Since)> _waiting = [];

    public void Observe(StoreChange<T> change)
    {
        if (change.New is not { Metadata.DeletionTimestamp: null } resource)
        {
            _waiting.Remove(ObjectKey.Of((change.Old ?? change.New)!));
            return;
        }

        var key = ObjectKey.Of(resource);
        var isNew = change.Old is not { } old || old.Metadata.Generation != resource.Metadata.Generation || old.Metadata.Uid != resource.Metadata.Uid;
        if (isNew && !change.IsInitial)
        {
            _waiting[key] = (resource.Metadata.Generation, time.GetTimestamp());
        }

        if (_waiting.TryGetValue(key, out var waiting)
            && ready(resource) is { Status: ConditionStatus.True } condition
            && condition.ObservedGeneration >= (waiting.Generation ?? 0))
        {
            _waiting.Remove(key);
            record(resource, time.GetElapsedTime(waiting.Since));
        }
    }
}

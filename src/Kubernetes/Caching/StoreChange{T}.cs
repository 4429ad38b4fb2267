namespace Gko.Kubernetes.Caching;

/// <summary>One change of a store. An object that was deleted and created again is reported as deleted and then added.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Old">The object before; null when added.</param>
/// <param name="New">The object now; null when deleted.</param>
/// <param name="IsInitial">The object was there before anyone looked: part of the first list, or replayed to a new subscriber.</param>
public readonly record struct StoreChange<T>(ChangeType Type, T? Old, T? New, bool IsInitial)
    where T : class;

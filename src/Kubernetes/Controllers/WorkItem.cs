namespace Gko.Kubernetes.Controllers;

/// <summary>A key handed to a worker, which must give it back with <see cref="WorkQueue{TKey}.Complete"/>.</summary>
/// <param name="Key">What to work on.</param>
/// <param name="Priority">The highest priority that anyone asked for.</param>
/// <param name="Failures">How often in a row it has failed before.</param>
/// <param name="Waited">How long it lay ready before a worker was free.</param>
public readonly record struct WorkItem<TKey>(TKey Key, int Priority, int Failures, TimeSpan Waited)
    where TKey : notnull;

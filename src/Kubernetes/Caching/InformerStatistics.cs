namespace Gko.Kubernetes.Caching;

/// <summary>What an informer did since it started.</summary>
/// <param name="Objects">How many objects it holds now.</param>
/// <param name="Lists">Complete reads, whether paged or streamed.</param>
/// <param name="Watches">Watches opened from a known version.</param>
/// <param name="Events">Changes received, those already known included.</param>
/// <param name="Failures">Attempts that failed and were followed by a wait.</param>
/// <param name="Undecodable">Objects that did not fit their class.</param>
public readonly record struct InformerStatistics(
    int Objects, long Lists, long Watches, long Events, long Failures, long Undecodable);

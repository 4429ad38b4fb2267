namespace Gko.Kubernetes.Health;

/// <summary>One thing that must be in order for the process to be healthy.</summary>
/// <param name="Name">A short word, used in output and in paths.</param>
/// <param name="Probe">Returns null when all is well, otherwise the reason; an exception counts as a reason too.</param>
public sealed record HealthCheck(string Name, Func<CancellationToken, ValueTask<string?>> Probe)
{
    /// <summary>A check that only looks at memory.</summary>
    /// <param name="reason">What to say when <paramref name="healthy"/> returns false.</param>
    public static HealthCheck Of(string name, Func<bool> healthy, string reason) =>
        new(name, _ => ValueTask.FromResult(healthy() ? null : reason));
}

using System.Collections.Concurrent;
using Gko.Contracts;

namespace Gko.Operator;

/// <summary>
/// Keeps audits from taking up the process where APIs change all the time: after each there is a pause of ten times as long. A
/// guardrail that was changed itself need not wait.
/// </summary>
internal sealed class AuditPace(TimeProvider time)
{
    private const int Share = 10;

    private readonly ConcurrentDictionary<string, (long? Generation, DateTimeOffset NotBefore)> _paused = new(StringComparer.Ordinal);

    /// <summary>To be called when an audit ends that started at <paramref name="started"/>, a timestamp of the clock.</summary>
    public void Ended(ApiGuardrail guardrail, long started) =>
        _paused[KeyOf(guardrail)] = (guardrail.Metadata.Generation, time.GetUtcNow() + (time.GetElapsedTime(started) * Share));

    /// <summary>How long the next audit has to wait; zero or less if it has not.</summary>
    public TimeSpan WaitOf(ApiGuardrail guardrail) =>
        _paused.TryGetValue(KeyOf(guardrail), out var pause) && pause.Generation == guardrail.Metadata.Generation
            ? pause.NotBefore - time.GetUtcNow()
            : TimeSpan.Zero;

    /// <summary>To be called when the guardrail is gone.</summary>
    public void Forget(ApiGuardrail guardrail) => _paused.TryRemove(KeyOf(guardrail), out _);

    private static string KeyOf(ApiGuardrail guardrail) => guardrail.Metadata.Uid ?? "";
}

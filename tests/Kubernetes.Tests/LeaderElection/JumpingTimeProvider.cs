using Gko.Testing;

namespace Gko.Kubernetes.Tests.LeaderElection;

/// <summary>A clock that can move on while no timer fires, as it does for a process that was frozen and has just been resumed.</summary>
internal sealed class JumpingTimeProvider(FakeTimeProvider inner) : TimeProvider
{
    private long _skipped;

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override long GetTimestamp() => inner.GetTimestamp() + Interlocked.Read(ref _skipped);

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _skipped));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(callback, state, dueTime, period);

    public void Skip(TimeSpan span) => Interlocked.Add(ref _skipped, span.Ticks);
}

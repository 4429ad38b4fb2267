namespace Gko.EndToEnd.Webhooks;

/// <summary>The real clock, but for what it says the date is.</summary>
internal sealed class ShiftedClock(TimeSpan shift = default) : TimeProvider
{
    /// <summary>How far it is ahead.</summary>
    public TimeSpan Shift { get; set; } = shift;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Shift;
}

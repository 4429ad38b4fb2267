using Gko.Testing;

namespace Gko.Kubernetes.Tests.Controllers;

public sealed class FakeTimeProviderTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Advance_SeveralTimers_FiresInOrderOfDueTimeEachAtItsMoment()
    {
        var fired = new List<string>();
        using var late = NewTimer(() => fired.Add($"late {_time.Elapsed.TotalSeconds}"), 2);
        using var early = NewTimer(() => fired.Add($"early {_time.Elapsed.TotalSeconds}"), 1);

        _time.Advance(TimeSpan.FromSeconds(5));

        fired.ShouldBe(["early 1", "late 2"]);
        _time.Elapsed.ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Advance_TimerArmsAnother_FiresThatToo()
    {
        var fired = 0;
        ITimer? second = null;
        using var first = NewTimer(() => second = NewTimer(() => fired++, 1), 1);

        _time.Advance(TimeSpan.FromSeconds(2));

        fired.ShouldBe(1);
        second!.Dispose();
    }

    [Fact]
    public void Advance_PeriodicTimer_FiresEachTime()
    {
        var fired = 0;
        using var timer = _time.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

        _time.Advance(TimeSpan.FromSeconds(3.5));

        fired.ShouldBe(3);
    }

    [Fact]
    public void Advance_DisposedTimer_StaysSilent()
    {
        var fired = 0;
        NewTimer(() => fired++, 1).Dispose();

        _time.Advance(TimeSpan.FromSeconds(2));

        fired.ShouldBe(0);
        _time.NextTimer.ShouldBeNull();
    }

    [Fact]
    public async Task Delay_TimePasses_Completes()
    {
        var delay = Task.Delay(TimeSpan.FromMinutes(1), _time, TestContext.Current.CancellationToken);

        _time.Advance(TimeSpan.FromSeconds(59));
        delay.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));

        await delay;
    }

    private ITimer NewTimer(Action action, int seconds) =>
        _time.CreateTimer(_ => action(), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
}

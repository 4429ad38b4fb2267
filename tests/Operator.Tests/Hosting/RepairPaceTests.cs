using Gko.Operator.Hosting;
using Gko.Testing;

namespace Gko.Operator.Tests.Hosting;

public sealed class RepairPaceTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RepairPace _pace;

    public RepairPaceTests() => _pace = new RepairPace(_time);

    [Fact]
    public void Next_DisputedForAnHour_AllowsFewRepairs()
    {
        while (_time.Elapsed < TimeSpan.FromHours(1))
        {
            _time.Advance(_pace.Next());
        }

        _pace.Repairs.ShouldBeInRange(30, 50);
    }

    [Fact]
    public void Next_AfterACalm_StartsOver()
    {
        for (var repair = 0; repair < 10; repair++)
        {
            _pace.Next();
        }

        _time.Advance(TimeSpan.FromMinutes(10));

        _pace.Next().ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(1));
        _pace.Repairs.ShouldBe(1);
    }
}

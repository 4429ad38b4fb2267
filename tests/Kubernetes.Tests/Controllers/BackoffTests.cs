using Gko.Kubernetes.Controllers;

namespace Gko.Kubernetes.Tests.Controllers;

public sealed class BackoffTests
{
    private static readonly Backoff Plain = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)) { Jitter = 0 };

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(4, 8)]
    [InlineData(5, 10)]
    [InlineData(100_000, 10)]
    public void After_WithoutJitter_DoublesUpToTheLimit(int failures, int seconds) =>
        Plain.After(failures).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void After_HalfJitter_StaysBetweenHalfAndFull()
    {
        var backoff = Plain with { Jitter = 0.5, Random = new Random(7) };

        var waits = Enumerable.Range(0, 1000).Select(_ => backoff.After(2).TotalSeconds).ToList();

        waits.ShouldAllBe(wait => wait >= 1 && wait <= 2);
        (waits.Max() - waits.Min()).ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public void After_FullJitter_SpreadsOverTheWholeWait()
    {
        var backoff = Plain with { Jitter = 1, Random = new Random(7) };

        var waits = Enumerable.Range(0, 1000).Select(_ => backoff.After(1).TotalSeconds).ToList();

        waits.Min().ShouldBeLessThan(0.05);
        waits.Max().ShouldBeGreaterThan(0.95);
    }
}

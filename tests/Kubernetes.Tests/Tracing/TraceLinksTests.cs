using System.Diagnostics;
using Gko.Kubernetes.Tracing;
using Gko.Testing;

namespace Gko.Kubernetes.Tests.Tracing;

public sealed class TraceLinksTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly TraceLinks _links;

    public TraceLinksTests() => _links = new TraceLinks(_time);

    [Fact]
    public void Find_SameGeneration_IsFound()
    {
        var context = Remember("u", 1);

        _links.Find("u", 1).ShouldBe([context]);
    }

    [Theory]
    [InlineData("other", 1)]
    [InlineData("u", 0)]
    [InlineData(null, 1)]
    public void Find_OtherObjectOrEarlierGeneration_IsNotFound(string? uid, long generation)
    {
        Remember("u", 1);

        _links.Find(uid, generation).ShouldBeEmpty();
    }

    [Fact]
    public void Find_SeveralGenerationsLookedAtInOneGo_AreAllFoundOldestFirst()
    {
        ActivityContext[] contexts = [Remember("u", 1), Remember("u", 2)];
        Remember("u", 4);

        _links.Find("u", 3).ShouldBe(contexts);
    }

    [Fact]
    public void Settle_Generation_ForgetsItAndEarlierOnes()
    {
        Remember("u", 1);
        Remember("u", 2);
        var later = Remember("u", 3);

        _links.Settle("u", 2);

        _links.Find("u", 3).ShouldBe([later]);
    }

    [Fact]
    public void Find_AfterTheLifetime_IsForgotten()
    {
        Remember("u", 1);
        _time.Advance(TraceLinks.Lifetime - TimeSpan.FromSeconds(1));
        var later = Remember("u", 2);
        _time.Advance(TimeSpan.FromSeconds(1));

        _links.Find("u", 2).ShouldBe([later]);
        _links.Count.ShouldBe(1);
    }

    [Fact]
    public void Remember_MoreThanFit_ForgetsTheOldest()
    {
        Remember("first", 1);
        for (var n = 0; n < TraceLinks.Capacity; n++)
        {
            Remember($"u{n}", 1);
        }

        _links.Count.ShouldBe(TraceLinks.Capacity);
        _links.Find("first", 1).ShouldBeEmpty();
        _links.Find("u0", 1).Count.ShouldBe(1);
    }

    [Fact]
    public void Remember_WithoutUid_IsLeftOut()
    {
        Remember(null, 1);
        Remember("", 1);

        _links.Count.ShouldBe(0);
    }

    private ActivityContext Remember(string? uid, long generation)
    {
        var context = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
        _links.Remember(uid, generation, context);
        return context;
    }
}

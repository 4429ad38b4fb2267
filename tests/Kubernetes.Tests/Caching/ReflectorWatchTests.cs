using static Gko.Kubernetes.Tests.Controllers.Widgets;

namespace Gko.Kubernetes.Tests.Caching;

/// <summary>How the reflector follows the watch from version to version.</summary>
public sealed class ReflectorWatchTests
{
    [Fact]
    public async Task Watch_EndsAfterAnEvent_ContinuesAtOnceFromTheLastVersion()
    {
        var (harness, watch) = ReflectorHarness.Synced();
        await using var _ = harness;

        watch.Modified(AWidget("a", 11)).End();

        (await harness.Client.RequestAsync(2)).ShouldBe("watch rv=11");
        harness.Client.Times[1].ShouldBe(TimeSpan.Zero);
        harness.Sink.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Watch_EndsAfterASecondWithoutEvents_ContinuesAtOnceFromTheLastBookmark()
    {
        var (harness, watch) = ReflectorHarness.Synced();
        await using var _ = harness;
        watch.Bookmark(14);
        await harness.SeenAsync("progress 14");

        harness.Time.Advance(TimeSpan.FromSeconds(1));
        watch.End();

        (await harness.Client.RequestAsync(2)).ShouldBe("watch rv=14");
        harness.Client.Times[1].ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Watch_OverdueAndSilent_IsReplacedWithoutAFailure()
    {
        var (harness, _) = ReflectorHarness.Synced();
        await using var __ = harness;
        await harness.SeenAsync("replace a @10");

        var left = await harness.Time.WaitForTimerAsync(left => left > TimeSpan.FromSeconds(10));
        left.ShouldBeInRange(TimeSpan.FromMinutes(5.5), TimeSpan.FromMinutes(10.5));
        harness.Time.Advance(left);

        (await harness.Client.RequestAsync(2)).ShouldBe("watch rv=10");
        harness.Sink.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Watch_UndecodableObject_IsReportedAndPassed()
    {
        var (harness, watch) = ReflectorHarness.Synced();
        await using var _ = harness;

        watch.Undecodable("bad", 11).End();

        (await harness.Client.RequestAsync(2)).ShouldBe("watch rv=11");
        harness.Sink.Notes.ShouldContain("Modified !bad");
    }
}

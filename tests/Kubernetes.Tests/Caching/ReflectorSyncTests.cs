using System.Net;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Tests.Controllers;
using static Gko.Kubernetes.Tests.Controllers.Widgets;

namespace Gko.Kubernetes.Tests.Caching;

/// <summary>How the reflector gets all objects: streamed by the watch, or listed in pages.</summary>
public sealed class ReflectorSyncTests
{
    private static readonly TimeSpan Pause = ReflectorHarness.FirstPause;

    [Fact]
    public async Task Sync_WatchListKnown_ReplacesOnceAndFollowsTheSameStream()
    {
        var (harness, watch) = ReflectorHarness.Synced();
        await using var _ = harness;

        watch.Modified(AWidget("a", 11)).Deleted(AWidget("a", 12)).Bookmark(15);

        await harness.SeenAsync("progress 15");
        harness.Sink.Notes.ShouldBe(["replace a @10", "Modified a", "Deleted a", "progress 15"]);
        harness.Client.Requests.ShouldBe(["watchlist rv="]);
    }

    [Fact]
    public async Task Sync_ObjectDeletedDuringInitialEvents_IsNotReported()
    {
        await using var harness = new ReflectorHarness(client =>
            client.OnWatch().Added(AWidget("a", 5)).Added(AWidget("b", 6)).Deleted(AWidget("a", 7)).InitialEnd(10));

        await harness.SeenAsync("replace b @10");
    }

    [Fact]
    public async Task Sync_UndecodableObjectDeletedDuringInitialEvents_IsNotReported()
    {
        await using var harness = new ReflectorHarness(client => client.OnWatch()
            .Undecodable("a", 5, WatchEventType.Added).Added(AWidget("b", 6)).Undecodable("a", 7, WatchEventType.Deleted).InitialEnd(10));

        await harness.SeenAsync("replace b @10");
    }

    [Fact]
    public async Task Sync_UndecodableObjectRepairedDuringInitialEvents_IsReportedAsItIs()
    {
        await using var harness = new ReflectorHarness(client =>
            client.OnWatch().Undecodable("a", 5, WatchEventType.Added).Added(AWidget("a", 7)).InitialEnd(10));

        await harness.SeenAsync("replace a @10");
    }

    [Theory]
    [InlineData(HttpStatusCode.UnprocessableEntity)]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task Sync_WatchListRefused_ListsAtOnceAndRemembers(HttpStatusCode code)
    {
        await using var harness = new ReflectorHarness(client =>
        {
            client.OnWatch().Fail(ApiErrors.Of(code));
            client.OnList("10", null, AWidget("a", 5));
            client.OnWatch().Fail(ApiErrors.Expired());
            client.OnList("20", null);
        });

        await harness.Client.RequestAsync(3);
        await harness.PauseAsync(Pause);
        await harness.Client.RequestAsync(5);

        harness.Client.Requests.ShouldBe(
            ["watchlist rv=", "list rv=0 NotOlderThan", "watch rv=10", "list rv=10 NotOlderThan", "watch rv=20"]);
        harness.Client.Times[1].ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task Sync_ServerSilentForTenSeconds_ListsAndRemembers()
    {
        await using var harness = new ReflectorHarness(client =>
        {
            client.OnWatch().Added(AWidget("a", 5));
            client.OnList("10", null, AWidget("a", 5));
        });

        await harness.Time.WaitForTimerAsync(left => left == TimeSpan.FromSeconds(10));
        harness.Time.Advance(TimeSpan.FromSeconds(9.9));
        harness.Client.Requests.Count.ShouldBe(1);
        harness.Time.Advance(TimeSpan.FromSeconds(0.1));

        await harness.Client.RequestAsync(3);
        harness.Client.Requests.ShouldBe(["watchlist rv=", "list rv=0 NotOlderThan", "watch rv=10"]);
    }

    [Fact]
    public async Task Sync_EventsKeepComing_SilenceStartsAnew()
    {
        var watch = new ScriptedWatch();
        await using var harness = new ReflectorHarness(client => watch = client.OnWatch());
        await harness.Time.WaitForTimerAsync(left => left == TimeSpan.FromSeconds(10));
        harness.Time.Advance(TimeSpan.FromSeconds(6));

        watch.Added(AWidget("a", 5));
        await harness.Time.WaitForTimerAsync(left => left == TimeSpan.FromSeconds(10));
        harness.Time.Advance(TimeSpan.FromSeconds(6));
        watch.InitialEnd(10);

        await harness.SeenAsync("replace a @10");
        harness.Client.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Sync_PlainBookmarkBeforeTheEnd_Lists()
    {
        await using var harness = new ReflectorHarness(client =>
        {
            client.OnWatch().Added(AWidget("a", 5)).Bookmark(9);
            client.OnList("10", null);
        });

        await harness.SeenAsync("replace  @10");
    }

    [Fact]
    public async Task Sync_StreamEndsBeforeInitialEventsEnd_BacksOffAndStartsOver()
    {
        await using var harness = new ReflectorHarness(client =>
        {
            client.OnWatch().Added(AWidget("a", 5)).End();
            client.OnWatch().InitialEnd(10);
        });

        await harness.PauseAsync(Pause);

        await harness.SeenAsync("replace  @10");
        harness.Client.Requests.ShouldBe(["watchlist rv=", "watchlist rv="]);
    }

    [Fact]
    public async Task List_SeveralPages_SendsTheTokenAndReplacesOnce()
    {
        await using var harness = new ReflectorHarness(client =>
        {
            client.OnWatch().Fail(ApiErrors.Invalid());
            client.OnList("10", "next", AWidget("a", 5));
            client.OnList("10", null, AWidget("b", 6));
        });

        await harness.Client.RequestAsync(4);
        harness.Client.Requests.ShouldBe(["watchlist rv=", "list rv=0 NotOlderThan", "list continue=next rv=", "watch rv=10"]);
        harness.Sink.Notes.ShouldBe(["replace a,b @10"]);
    }

    [Fact]
    public async Task List_ExpiresBetweenPages_StartsOverWithTheLatest()
    {
        await using var harness = new ReflectorHarness(client =>
        {
            client.OnWatch().Fail(ApiErrors.Invalid());
            client.OnList("10", "next", AWidget("a", 5));
            client.OnList(ApiErrors.Expired());
            client.OnList("30", null, AWidget("b", 25));
        });

        await harness.PauseAsync(Pause);

        await harness.Client.RequestAsync(5);
        harness.Client.Requests.Skip(2).ShouldBe(["list continue=next rv=", "list rv=", "watch rv=30"]);
        harness.Sink.Notes.ShouldBe(["replace b @30"]);
    }

    [Fact]
    public async Task List_UndecodableItems_AreReportedAsPresent()
    {
        await using var harness = new ReflectorHarness(client =>
        {
            client.OnWatch().Fail(ApiErrors.Invalid());
            client.OnList(() => new KubeList<Widget>
            {
                Metadata = new ListMeta { ResourceVersion = "10" },
                Undecodable = { new UndecodableObject(new("default", "bad"), "7", "spec.size") },
            });
        });

        await harness.SeenAsync("replace !bad @10");
    }

    [Theory]
    [InlineData("silence")]
    [InlineData("500")]
    public async Task Sync_WatchListAndListFail_TriesInitialEventsAgain(string failure)
    {
        await using var harness = new ReflectorHarness(client =>
        {
            var first = client.OnWatch();
            if (failure == "500")
            {
                first.Fail(ApiErrors.Of(HttpStatusCode.InternalServerError));
            }

            client.OnList(new HttpRequestException("no answer"));
            client.OnWatch().InitialEnd(10);
        });
        if (failure == "silence")
        {
            await harness.PauseAsync(TimeSpan.FromSeconds(10));
        }

        await harness.PauseAsync(Pause);

        await harness.SeenAsync("replace  @10");
        harness.Client.Requests.ShouldBe(["watchlist rv=", "list rv=0 NotOlderThan", "watchlist rv="]);
    }

    [Fact]
    public async Task Transform_AnySource_IsAppliedBeforeAnybodySees()
    {
        var (list, first, changed) = (AWidget("a", 5), AWidget("b", 6), AWidget("b", 11));
        await using var harness = new ReflectorHarness(
            client =>
            {
                client.OnWatch().Added(first).Fail(ApiErrors.Invalid());
                client.OnList("10", null, list);
                client.OnWatch().Modified(changed);
            },
            options => options with { Transform = resource => resource.Metadata.GenerateName = "trimmed" });

        await harness.SeenAsync("Modified b");
        new[] { list, first, changed }.ShouldAllBe(widget => widget.Metadata.GenerateName == "trimmed");
    }

    [Fact]
    public async Task Transform_Set_ListsInPagesFromTheStart()
    {
        await using var harness = new ReflectorHarness(
            client =>
            {
                client.OnWatch().Fail(ApiErrors.Invalid());
                client.OnList("10", null);
            },
            options => options with { Transform = _ => { } });

        (await harness.Client.RequestAsync(2)).ShouldBe("list rv=");
    }
}

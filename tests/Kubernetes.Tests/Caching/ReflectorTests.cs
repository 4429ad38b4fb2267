using System.Net;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Tests.Controllers;
using Microsoft.Extensions.Logging;
using static Gko.Kubernetes.Tests.Controllers.Widgets;

namespace Gko.Kubernetes.Tests.Caching;

public sealed class ReflectorTests
{
    private const string Probe = "probe default/metadata.name=a rv=11 NotOlderThan";
    private static readonly TimeSpan Pause = ReflectorHarness.FirstPause;

    public static TheoryData<string> Outages => ["broken stream", "refused", "500", "503"];

    public static TheoryData<HttpStatusCode> Refusals => [HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.NotFound];

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
    public async Task Watch_EndsAtOnceAgainAndAgain_BacksOffWithoutListing()
    {
        var (harness, watch) = ReflectorHarness.Synced(client =>
        {
            client.OnList("12", null, AWidget("a", 5));
            client.OnWatch().Bookmark(12).End();
            client.OnList("12", null, AWidget("a", 5));
            client.OnWatch().End();
            client.OnList("12", null, AWidget("a", 5));
        });
        await using var _ = harness;

        watch.End();
        await harness.PauseAsync(Pause);
        await harness.PauseAsync(Pause * 2);
        await harness.PauseAsync(Pause * 4);

        await harness.Client.RequestAsync(7);
        harness.Client.Requests.Where(request => !request.StartsWith("probe", StringComparison.Ordinal)).ShouldBe(["watchlist rv=", "watch rv=10", "watch rv=12", "watch rv=12"]);
    }

    [Theory]
    [MemberData(nameof(Outages))]
    public async Task Watch_Outage_BacksOffAndContinuesFromTheLastVersion(string outage)
    {
        var (harness, watch) = ReflectorHarness.Synced(client => client.OnList("12", null, AWidget("a", 11)));
        await using var _ = harness;

        watch.Modified(AWidget("a", 11)).Fail(OutageOf(outage));
        await harness.PauseAsync(Pause);

        await harness.Client.RequestAsync(3);
        harness.Client.Requests.Skip(1).ShouldBe([Probe, "watch rv=11"]);
        harness.Sink.Errors.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("lost its data", null, 0, 12)]
    [InlineData("lost its data and was filled again", "uid-other", 9, 12)]
    [InlineData("was restored from a backup", "uid-a", 6, 12)]
    [InlineData("went back in time", "uid-a", 11, 8)]
    public async Task Probe_ServerHasAnotherPast_StartsOverAtOnce(string what, string? uid, int objectVersion, int listVersion)
    {
        Widget[] found = uid is null ? [] : [AWidget("a", objectVersion).WithUid(uid)];
        var (harness, watch) = ReflectorHarness.Synced(client =>
        {
            client.OnList($"{listVersion}", null, found);
            client.OnWatch().InitialEnd(12);
        });
        await using var _ = harness;

        watch.Modified(AWidget("a", 11)).Fail(new IOException(what));
        await harness.PauseAsync(Pause);

        await harness.Client.RequestAsync(3);
        harness.Client.Requests.Skip(1).ShouldBe([Probe, "watchlist rv="]);
        harness.Client.Times[2].ShouldBe(Pause);
        await harness.SeenAsync("replace  @12");
    }

    [Fact]
    public async Task Probe_VersionFromTheFuture_TakesTheLatest()
    {
        var (harness, watch) = ReflectorHarness.Synced(client =>
        {
            client.OnList(ApiErrors.TooLarge());
            client.OnWatch().InitialEnd(3);
        });
        await using var _ = harness;

        watch.Modified(AWidget("a", 11)).Fail(new IOException("reset"));
        await harness.PauseAsync(Pause);
        await harness.PauseAsync(Pause * 2);

        await harness.SeenAsync("replace  @3");
    }

    [Fact]
    public async Task Probe_StillNoAnswer_ProbesAgain()
    {
        var (harness, watch) = ReflectorHarness.Synced(client =>
        {
            client.OnList(new HttpRequestException("Connection refused"));
            client.OnList("12", null, AWidget("a", 11));
        });
        await using var _ = harness;

        watch.Modified(AWidget("a", 11)).Fail(new IOException("reset"));
        await harness.PauseAsync(Pause);
        await harness.PauseAsync(Pause * 2);

        await harness.Client.RequestAsync(4);
        harness.Client.Requests.Skip(1).ShouldBe([Probe, Probe, "watch rv=11"]);
    }

    [Fact]
    public async Task Probe_Forbidden_IsLeftToTheWatch()
    {
        var (harness, watch) = ReflectorHarness.Synced(client => client.OnList(ApiErrors.Of(HttpStatusCode.Forbidden)));
        await using var _ = harness;

        watch.Modified(AWidget("a", 11)).Fail(new IOException("reset"));
        await harness.PauseAsync(Pause);

        (await harness.Client.RequestAsync(3)).ShouldBe("watch rv=11");
    }

    [Fact]
    public async Task Probe_LastChangedObjectIsGone_StartsOver()
    {
        var (harness, watch) = ReflectorHarness.Synced(client => client.OnWatch().InitialEnd(12));
        await using var _ = harness;

        watch.Deleted(AWidget("a", 11)).Fail(new IOException("reset"));
        await harness.PauseAsync(Pause);

        (await harness.Client.RequestAsync(2)).ShouldBe("watchlist rv=");
    }

    [Fact]
    public async Task Watch_BookmarkOfAnEarlierVersion_TakesTheLatest()
    {
        var (harness, watch) = ReflectorHarness.Synced(client => client.OnWatch().InitialEnd(7));
        await using var _ = harness;

        watch.Bookmark(6);
        await harness.PauseAsync(Pause);

        (await harness.Client.RequestAsync(2)).ShouldBe("watchlist rv=");
        await harness.SeenAsync("replace  @7");
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Watch_Refused_IsDegradedAndContinuesWithoutListing(HttpStatusCode code)
    {
        var (harness, watch) = ReflectorHarness.Synced();
        await using var _ = harness;

        watch.Fail(ApiErrors.Of(code));
        await harness.PauseAsync(Pause);

        (await harness.Client.RequestAsync(2)).ShouldBe("watch rv=10");
        harness.Sink.Errors.Single().ShouldBeOfType<KubeApiException>().Code.ShouldBe(code);
    }

    [Fact]
    public async Task Watch_ThrottledWithinTheStream_WaitsAsLongAsAsked()
    {
        var (harness, watch) = ReflectorHarness.Synced();
        await using var _ = harness;

        watch.Error(ApiErrors.Throttled(7));
        await harness.PauseAsync(TimeSpan.FromSeconds(7));

        (await harness.Client.RequestAsync(2)).ShouldBe("watch rv=10");
    }

    [Fact]
    public async Task Watch_ThrottledForADay_AsksAgainAfterAMinute()
    {
        var (harness, watch) = ReflectorHarness.Synced();
        await using var _ = harness;

        watch.Fail(ApiErrors.Of(HttpStatusCode.TooManyRequests, retryAfter: TimeSpan.FromDays(1)));
        await harness.PauseAsync(TimeSpan.FromMinutes(1));

        (await harness.Client.RequestAsync(2)).ShouldBe("watch rv=10");
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
    public async Task List_VersionFromTheFuture_TakesTheLatest()
    {
        await using var harness = new ReflectorHarness(client =>
        {
            client.OnWatch().Fail(ApiErrors.Invalid());
            client.OnList("10", null);
            client.OnWatch().Fail(ApiErrors.Expired());
            client.OnList(ApiErrors.TooLarge());
            client.OnList("3", null);
        });

        await harness.PauseAsync(Pause);
        await harness.PauseAsync(Pause * 2);

        await harness.SeenAsync("replace  @3");
        harness.Client.Requests.Skip(3).Take(2).ShouldBe(["list rv=10 NotOlderThan", "list rv="]);
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

    [Fact]
    public async Task Watch_ErrorEventOfTheServer_BacksOffAndContinues()
    {
        var (harness, watch) = ReflectorHarness.Synced(client => client.OnList("12", null, AWidget("a", 5)));
        await using var _ = harness;

        watch.Error(ApiErrors.Of(HttpStatusCode.InternalServerError));
        await harness.PauseAsync(Pause);

        (await harness.Client.RequestAsync(3)).ShouldBe("watch rv=10");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Watch_VersionExpired_ListsAgainNotOlderThanTheLastVersion(bool asEvent)
    {
        var (harness, watch) = ReflectorHarness.Synced(client => client.OnWatch().InitialEnd(50));
        await using var _ = harness;
        watch.Modified(AWidget("a", 11));

        var ended = asEvent ? watch.Error(ApiErrors.Expired()) : watch.Fail(ApiErrors.Expired());
        ended.ShouldBe(watch);
        await harness.PauseAsync(Pause);

        (await harness.Client.RequestAsync(2)).ShouldBe("watchlist rv=11");
        await harness.SeenAsync("replace  @50");
    }

    [Fact]
    public async Task Relist_LastVersionExpiredToo_TakesTheLatest()
    {
        var (harness, watch) = ReflectorHarness.Synced(client => client.OnWatch().Fail(ApiErrors.Expired()));
        await using var _ = harness;

        watch.Fail(ApiErrors.Expired());
        await harness.PauseAsync(Pause);
        await harness.PauseAsync(Pause * 2);

        await harness.Client.RequestAsync(3);
        harness.Client.Requests.ShouldBe(["watchlist rv=", "watchlist rv=10", "watchlist rv="]);
    }

    [Fact]
    public async Task Watch_VersionFromTheFuture_TakesTheLatest()
    {
        var (harness, watch) = ReflectorHarness.Synced(client => client.OnWatch().InitialEnd(3));
        await using var _ = harness;

        watch.Error(ApiErrors.TooLarge());
        await harness.PauseAsync(Pause);

        (await harness.Client.RequestAsync(2)).ShouldBe("watchlist rv=");
        await harness.SeenAsync("replace  @3");
    }

    [Fact]
    public async Task Watch_Throttled_WaitsAsLongAsAsked()
    {
        var (harness, watch) = ReflectorHarness.Synced();
        await using var _ = harness;

        watch.Fail(ApiErrors.Of(HttpStatusCode.TooManyRequests, retryAfter: TimeSpan.FromSeconds(7)));
        await harness.PauseAsync(TimeSpan.FromSeconds(7));

        (await harness.Client.RequestAsync(2)).ShouldBe("watch rv=10");
    }

    [Fact]
    public async Task List_Throttled_WaitsAsLongAsAskedAndListsAgain()
    {
        await using var harness = new ReflectorHarness(client =>
        {
            client.OnWatch().Fail(ApiErrors.Invalid());
            client.OnList(ApiErrors.Of(HttpStatusCode.TooManyRequests, retryAfter: TimeSpan.FromSeconds(7)));
            client.OnList("10", null);
        });

        await harness.PauseAsync(TimeSpan.FromSeconds(7));

        (await harness.Client.RequestAsync(3)).ShouldBe("list rv=0 NotOlderThan");
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Sync_Refused_IsDegradedUntilItWorks(HttpStatusCode code)
    {
        await using var harness = new ReflectorHarness(client =>
        {
            client.OnWatch().Fail(ApiErrors.Of(code));
            client.OnWatch().InitialEnd(10);
        });

        await harness.Time.WaitForTimerAsync(left => left == Pause);
        harness.Sink.IsHealthy.ShouldBeFalse();
        harness.Sink.Errors.Single().ShouldBeOfType<KubeApiException>().Code.ShouldBe(code);
        harness.Time.Advance(Pause);

        await harness.SeenAsync("replace  @10");
        await Gko.Testing.Eventually.TrueAsync(() => harness.Sink.IsHealthy);
    }

    [Fact]
    public async Task Backoff_ManyFailures_GrowsToThirtySecondsAndNoFurther()
    {
        await using var harness = new ReflectorHarness(client =>
        {
            for (var i = 0; i < 9; i++)
            {
                client.OnWatch().Fail(ApiErrors.Of(HttpStatusCode.Forbidden));
            }
        });

        foreach (var seconds in new[] { 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 30, 30 })
        {
            await harness.PauseAsync(TimeSpan.FromSeconds(seconds));
        }

        await harness.Client.RequestAsync(9);
    }

    [Fact]
    public async Task Backoff_TwoMinutesWithoutFailure_StartsSmallAgain()
    {
        var (harness, watch) = ReflectorHarness.Synced(client =>
        {
            client.OnList("10", null, AWidget("a", 5));
            client.OnWatch().Fail(new IOException("reset"));
            client.OnList("10", null, AWidget("a", 5));
        });
        await using var _ = harness;
        watch.Fail(new IOException("reset"));
        await harness.PauseAsync(Pause);
        await harness.PauseAsync(Pause * 2);
        await harness.Client.RequestAsync(5);
        var third = harness.Client.Times[4];

        harness.Client.OnWatch().Fail(new IOException("reset"));
        await harness.Time.WaitForTimerAsync(left => left > TimeSpan.FromMinutes(5));
        harness.Time.Advance((await harness.Time.WaitForTimerAsync())!);

        await harness.PauseAsync(Pause);
        (harness.Client.Times[5] - third).ShouldBeGreaterThan(TimeSpan.FromMinutes(2));
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

    [Fact]
    public async Task Failures_InARow_AreLoggedAtPowersOfTwoOnly()
    {
        await using var harness = new ReflectorHarness(client =>
        {
            for (var i = 0; i < 5; i++)
            {
                client.OnWatch().Fail(ApiErrors.Of(HttpStatusCode.Forbidden));
            }
        });

        foreach (var seconds in new[] { 0.8, 1.6, 3.2, 6.4, 12.8 })
        {
            await harness.PauseAsync(TimeSpan.FromSeconds(seconds));
        }

        await harness.Client.RequestAsync(6);
        harness.Logger.Count(LogLevel.Warning).ShouldBe(3);
    }

    [Fact]
    public async Task Run_CancelledWhilePausing_Ends()
    {
        await using var harness = new ReflectorHarness(client => client.OnWatch().Fail(new IOException("reset")));
        await harness.Time.WaitForTimerAsync(left => left == Pause);

        await harness.StopAsync();
    }

    private static Exception OutageOf(string name) => name switch
    {
        "broken stream" => new IOException("The response ended prematurely."),
        "refused" => new HttpRequestException("Connection refused"),
        "500" => ApiErrors.Of(HttpStatusCode.InternalServerError),
        _ => ApiErrors.Of(HttpStatusCode.ServiceUnavailable),
    };
}

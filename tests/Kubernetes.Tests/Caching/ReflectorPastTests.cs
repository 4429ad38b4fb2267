using System.Net;
using Gko.Kubernetes.Tests.Controllers;
using static Gko.Kubernetes.Tests.Controllers.Widgets;

namespace Gko.Kubernetes.Tests.Caching;

/// <summary>What the reflector does when the server does not have the past that it knows.</summary>
public sealed class ReflectorPastTests
{
    private const string Probe = "probe default/metadata.name=a rv=11 NotOlderThan";
    private static readonly TimeSpan Pause = ReflectorHarness.FirstPause;

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
}

using System.Net;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Tests.Controllers;
using Microsoft.Extensions.Logging;
using static Gko.Kubernetes.Tests.Controllers.Widgets;

namespace Gko.Kubernetes.Tests.Caching;

/// <summary>How long the reflector waits after which failure, and what it says of it.</summary>
public sealed class ReflectorFailureTests
{
    private const string Probe = "probe default/metadata.name=a rv=11 NotOlderThan";
    private static readonly TimeSpan Pause = ReflectorHarness.FirstPause;

    public static TheoryData<string> Outages => ["broken stream", "refused", "500", "503"];

    public static TheoryData<HttpStatusCode> Refusals => [HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.NotFound];

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

    [Fact]
    public async Task Watch_ErrorEventOfTheServer_BacksOffAndContinues()
    {
        var (harness, watch) = ReflectorHarness.Synced(client => client.OnList("12", null, AWidget("a", 5)));
        await using var _ = harness;

        watch.Error(ApiErrors.Of(HttpStatusCode.InternalServerError));
        await harness.PauseAsync(Pause);

        (await harness.Client.RequestAsync(3)).ShouldBe("watch rv=10");
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

using System.Net;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;

namespace Gko.Kubernetes.Tests.Client;

public sealed class RetryTests : IDisposable
{
    private const string Map = """{"metadata":{"namespace":"ns","name":"a"}}""";
    private const string Busy = """{"kind":"Status","reason":"TooManyRequests","message":"busy","code":429}""";
    private static readonly ObjectKey Key = new("ns", "a");

    private readonly KubeClientFixture _f = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _f.Dispose();

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Send_ServerAsksToWait_IsRepeatedAfterThat(int code)
    {
        _f.Transport.Answer((HttpStatusCode)code, Busy, retryAfter: "2").Answer(HttpStatusCode.OK, Map);
        var call = _f.Client.CreateAsync(new ConfigMap { Metadata = new ObjectMeta { Namespace = "ns", Name = "a" } }, ct: Ct);
        await _f.Time.WaitForTimerAsync(wait => wait == TimeSpan.FromSeconds(2));

        _f.Time.Advance(TimeSpan.FromSeconds(2));

        (await call).Metadata.Name.ShouldBe("a");
        _f.Transport.Requests.Count.ShouldBe(2);
        _f.Transport.Requests[1].Body.ShouldBe(_f.Transport.Requests[0].Body);
    }

    [Fact]
    public async Task Send_ServerAsksForADate_WaitsUntilThen()
    {
        var date = (_f.Time.GetUtcNow() + TimeSpan.FromSeconds(5)).ToString("R");
        _f.Transport.Answer(HttpStatusCode.TooManyRequests, Busy, date).Answer(HttpStatusCode.OK, Map);
        var call = _f.Client.GetAsync<ConfigMap>(Key, Ct);
        await _f.Time.WaitForTimerAsync(wait => wait == TimeSpan.FromSeconds(5));

        _f.Time.Advance(TimeSpan.FromSeconds(5));

        await call;
    }

    [Fact]
    public async Task Send_ServerNeverHasEnough_GivesUpWithItsReason()
    {
        for (var i = 0; i < 5; i++)
        {
            _f.Transport.Answer(HttpStatusCode.TooManyRequests, Busy, retryAfter: "8");
        }

        var call = _f.Client.GetAsync<ConfigMap>(Key, Ct);
        for (var i = 0; i < 2; i++)
        {
            await _f.Time.WaitForTimerAsync(wait => wait == TimeSpan.FromSeconds(8));
            _f.Time.Advance(TimeSpan.FromSeconds(8));
        }

        var error = await Should.ThrowAsync<KubeApiException>(() => call);
        error.IsThrottled.ShouldBeTrue();
        error.RetryAfter.ShouldBe(TimeSpan.FromSeconds(8));
        _f.Transport.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Send_ThrottledWithoutAWait_IsNotRepeated()
    {
        _f.Transport.Answer(HttpStatusCode.TooManyRequests, Busy);

        await Should.ThrowAsync<KubeApiException>(() => _f.Client.GetAsync<ConfigMap>(Key, Ct));
    }

    [Fact]
    public async Task Send_WatchThrottled_IsLeftToTheCaller()
    {
        _f.Transport.Answer(HttpStatusCode.TooManyRequests, "{}", retryAfter: "5");

        var error = await Should.ThrowAsync<KubeApiException>(
            async () => await _f.Client.WatchAsync<ConfigMap>(null, new WatchOptions(), TestContext.Current.CancellationToken).FirstAsync());

        error.RetryAfter.ShouldBe(TimeSpan.FromSeconds(5));
        _f.Transport.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Send_ConnectionRefused_IsRepeatedForReads()
    {
        _f.Transport.Fail(Refused()).Fail(Refused()).Answer(HttpStatusCode.OK, Map);
        var call = _f.Client.GetAsync<ConfigMap>(Key, Ct);
        foreach (var wait in new[] { 200, 400 })
        {
            await _f.Time.WaitForTimerAsync(time => time == TimeSpan.FromMilliseconds(wait));
            _f.Time.Advance(TimeSpan.FromMilliseconds(wait));
        }

        (await call).Metadata.Name.ShouldBe("a");
    }

    [Fact]
    public async Task Send_ConnectionRefusedAgainAndAgain_GivesUp()
    {
        _f.Transport.Fail(Refused()).Fail(Refused()).Fail(Refused()).Fail(Refused());
        var call = _f.Client.GetAsync<ConfigMap>(Key, Ct);
        foreach (var wait in new[] { 200, 400, 800 })
        {
            await _f.Time.WaitForTimerAsync(time => time == TimeSpan.FromMilliseconds(wait));
            _f.Time.Advance(TimeSpan.FromMilliseconds(wait));
        }

        (await Should.ThrowAsync<HttpRequestException>(() => call)).Message.ShouldBe("refused");
    }

    [Fact]
    public async Task Send_ConnectionRefused_IsNotRepeatedForPatches()
    {
        _f.Transport.Fail(Refused());

        await Should.ThrowAsync<HttpRequestException>(() => _f.Client.PatchAsync<ConfigMap>(Key, Patch.Json([]), ct: Ct));
    }

    [Fact]
    public async Task Send_ConnectionLostMidway_IsNotRepeated()
    {
        _f.Transport.Fail(new HttpRequestException(HttpRequestError.ResponseEnded, "lost"));

        await Should.ThrowAsync<HttpRequestException>(() => _f.Client.GetAsync<ConfigMap>(Key, Ct));
    }

    private static HttpRequestException Refused() => new(HttpRequestError.ConnectionError, "refused");
}

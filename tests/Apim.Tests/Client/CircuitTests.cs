using Gko.Apim.Client;
using Gko.Apim.Connections;

namespace Gko.Apim.Tests.Client;

public sealed class CircuitTests : IDisposable
{
    private readonly ClientFixture _apim = new();

    public void Dispose() => _apim.Dispose();

    [Fact]
    public async Task Circuit_FailuresInARow_StopsCalls()
    {
        await BreakAsync();

        var error = (await _apim.PingAsync()).Error.ShouldNotBeNull();

        error.Kind.ShouldBe(ApimErrorKind.CircuitOpen);
        error.RetryAfter.ShouldBe(TimeSpan.FromSeconds(5));
        error.Message.ShouldEndWith("(too many failures in a row, the last one: connection refused)");
        _apim.Server.Sent.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Circuit_SuccessInBetween_StaysClosed()
    {
        _apim.Server.Answers(503, times: 4).Answers(200).Answers(503, times: 4).Answers(200);

        for (var i = 0; i < 10; i++)
        {
            await _apim.PingAsync();
        }

        _apim.Server.Remaining.ShouldBe(0);
    }

    [Fact]
    public async Task Circuit_UsersMistakes_StaysClosed()
    {
        _apim.Server.Answers(400, times: 10).Answers(500, """{"message":"no such plugin","technicalCode":"unexpected"}""", times: 10);

        for (var i = 0; i < 20; i++)
        {
            await _apim.ImportAsync();
        }

        _apim.Server.Remaining.ShouldBe(0);
    }

    [Fact]
    public async Task Circuit_AfterTheBreak_OneProbeClosesIt()
    {
        await BreakAsync();
        _apim.Server.Answers(200, times: 2);
        _apim.Time.Advance(TimeSpan.FromSeconds(5));

        (await _apim.PingAsync()).IsSuccess.ShouldBeTrue();
        (await _apim.PingAsync()).IsSuccess.ShouldBeTrue();
        _apim.Logs.Lines.ShouldContain(line => line.Contains("answers again"));
    }

    [Fact]
    public async Task Circuit_ProbeUnderWay_NobodyElsePasses()
    {
        await BreakAsync();
        _apim.Server.Hangs();
        _apim.Time.Advance(TimeSpan.FromSeconds(5));

        var probe = _apim.PingAsync();
        (await _apim.PingAsync()).Error!.Kind.ShouldBe(ApimErrorKind.CircuitOpen);
        _apim.Time.Advance(TimeSpan.FromSeconds(5));

        (await probe).Error!.Kind.ShouldBe(ApimErrorKind.Timeout);
    }

    [Fact]
    public async Task Circuit_ProbesFail_BreaksGrowToTheLimit()
    {
        await BreakAsync();
        var breaks = new List<double>();

        for (var i = 0; i < 6; i++)
        {
            var wait = (await _apim.PingAsync()).Error!.RetryAfter!.Value;
            breaks.Add(wait.TotalSeconds);
            _apim.Time.Advance(wait);
            _apim.Server.Answers(502);
            (await _apim.PingAsync()).Error!.Kind.ShouldBe(ApimErrorKind.ServerError);
        }

        breaks.ShouldBe([5, 10, 20, 40, 60, 60]);
    }

    [Fact]
    public async Task Circuit_ProbeCancelled_LetsTheNextOneTry()
    {
        await BreakAsync();
        _apim.Time.Advance(TimeSpan.FromSeconds(5));
        _apim.Server.Hangs().Answers(200);
        using var caller = new CancellationTokenSource();

        var probe = _apim.ImportAsync(ct: caller.Token);
        await caller.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => probe);

        (await _apim.PingAsync()).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Circuit_OtherContext_IsNotAffected()
    {
        await BreakAsync();
        _apim.Server.Answers(200);
        var other = _apim.Connection with { Credentials = ApimCredentials.Bearer("other") };

        (await _apim.Client.PingAsync(other, TestContext.Current.CancellationToken)).IsSuccess.ShouldBeTrue();
    }

    [Theory]
    [InlineData(429, ApimErrorKind.Throttled)]
    [InlineData(503, ApimErrorKind.ServerError)]
    public async Task RetryAfter_UntilItsTime_NoCallIsMade(int status, ApimErrorKind kind)
    {
        _apim.Server.Answers(status, retryAfter: TimeSpan.FromSeconds(30)).Answers(200);

        var first = (await _apim.PingAsync()).Error.ShouldNotBeNull();
        _apim.Time.Advance(TimeSpan.FromSeconds(29));
        var second = (await _apim.PingAsync()).Error.ShouldNotBeNull();
        _apim.Time.Advance(TimeSpan.FromSeconds(1));

        (first.Kind, first.RetryAfter).ShouldBe((kind, TimeSpan.FromSeconds(30)));
        (second.Kind, second.RetryAfter).ShouldBe((ApimErrorKind.Throttled, TimeSpan.FromSeconds(1)));
        (await _apim.PingAsync()).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task RetryAfter_MissingFromA429_IsASecond()
    {
        _apim.Server.Answers(429);

        (await _apim.PingAsync()).Error!.RetryAfter.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task RetryAfter_Absurd_IsLimited()
    {
        _apim.Server.Answers(429, retryAfter: TimeSpan.FromDays(365));

        (await _apim.PingAsync()).Error!.RetryAfter.ShouldBe(TimeSpan.FromMinutes(5));
    }

    private async Task BreakAsync()
    {
        _apim.Server.Throws(new HttpRequestException("connection refused"), times: 5);
        for (var i = 0; i < 5; i++)
        {
            (await _apim.PingAsync()).Error!.Kind.ShouldBe(ApimErrorKind.Unreachable);
        }
    }
}

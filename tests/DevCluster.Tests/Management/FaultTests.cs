using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Gko.DevCluster.Management;
using Gko.DevCluster.Tests.Management.Automation;
using Gko.Testing;

namespace Gko.DevCluster.Tests.Management;

public sealed class FaultTests : IAsyncLifetime
{
    private readonly ManagementFixture _apim = new();

    public ValueTask InitializeAsync() => _apim.InitializeAsync();

    public ValueTask DisposeAsync() => _apim.DisposeAsync();

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Status_Any_ReplacesTheAnswerAndTheDeed(int status)
    {
        _apim.Api.Faults.Add(new() { Status = status, Headers = new Dictionary<string, string> { ["Retry-After"] = "3" } });

        var answer = await _apim.PutApiAsync(ApiV4Builder.AProxy());

        (answer.Status, answer.Headers["Retry-After"]).ShouldBe((status, "3"));
        _apim.Api.Apis.ShouldBeEmpty();
        _apim.Api.Journal.Since().ShouldHaveSingleItem().Disturbed.ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"status":500}""")]
    [InlineData("""{"status":200,"body":"<html>"}""")]
    [InlineData("""{"reset":true}""")]
    [InlineData("""{"truncate":20}""")]
    [InlineData("""{"delayMs":-1}""")]
    public async Task Apply_Any_StoresTheChangeAndLosesTheAnswer(string fault)
    {
        var json = JsonNode.Parse(fault)!.AsObject();
        json["apply"] = true;
        json["times"] = 1;
        await _apim.SendAsync("POST", "/_test/faults", json);

        var answer = _apim.PutApiAsync(ApiV4Builder.AProxy());
        if (fault.Contains("delay", StringComparison.Ordinal))
        {
            await Eventually.TrueAsync(() => _apim.Api.Apis.Count == 1);
            answer.IsCompleted.ShouldBeFalse();
        }
        else
        {
            (await TextAsync(answer)).ShouldNotContain("crossId");
        }

        _apim.Api.Apis.Count.ShouldBe(1);
        (await _apim.GetAsync($"{ManagementFixture.Automation}/apis/default-my-api")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Truncate_Answer_EndsInTheMiddle()
    {
        _apim.Api.Faults.Add(new() { Truncate = 5, Status = 200, Body = """{"id":"x"}""" });
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", _apim.Api.Url.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);

        var text = await ReadUntilBrokenAsync(stream);

        text.ShouldStartWith("HTTP/1.1 200");
        text.ShouldContain("Content-Length: 10");
        text.ShouldEndWith("\r\n\r\n{\"id\"");
    }

    [Fact]
    public async Task Truncate_MoreThanThereIs_StillBreaksTheConnection()
    {
        _apim.Api.Faults.Add(new() { Truncate = 100_000 });

        await Should.ThrowAsync<HttpRequestException>(() => _apim.GetAsync("apis"));
    }

    [Fact]
    public async Task Truncate_AnswerWithoutBody_BreaksInTheHead()
    {
        await _apim.PutApiAsync(ApiV4Builder.AProxy());
        _apim.Api.Faults.Add(new() { Method = "DELETE", Truncate = 0, Apply = true });

        await Should.ThrowAsync<HttpRequestException>(() => _apim.SendAsync("DELETE", $"{ManagementFixture.Automation}/apis/default-my-api"));

        _apim.Api.Apis.ShouldBeEmpty();
    }

    [Fact]
    public async Task Hang_Forever_NeverAnswers()
    {
        _apim.Api.Faults.Add(new() { Delay = Timeout.InfiniteTimeSpan, Times = 1 });
        using var cancel = new CancellationTokenSource();
        using var http = new HttpClient { BaseAddress = _apim.Api.Url };

        var answer = http.GetAsync(new Uri("/x", UriKind.Relative), cancel.Token);
        await Eventually.TrueAsync(() => _apim.Api.Journal.Since() is [{ Disturbed: true }]);
        _apim.Time.Advance(TimeSpan.FromDays(1));

        answer.IsCompleted.ShouldBeFalse();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => answer);
    }

    [Fact]
    public async Task Match_Body_StrikesOneApiOnly()
    {
        _apim.Api.Faults.Add(new() { Status = 503, Contains = "\"hrid\":\"default-bad\"" });

        (await _apim.PutApiAsync(ApiV4Builder.AProxy("default-good"))).Status.ShouldBe(200);
        (await _apim.PutApiAsync(ApiV4Builder.AProxy("default-bad"))).Status.ShouldBe(503);
    }

    [Fact]
    public async Task Skip_First_StrikesTheNext()
    {
        _apim.Api.Faults.Add(new() { Status = 503, Skip = 1, Times = 1 });

        var statuses = new[] { await _apim.GetAsync("apis"), await _apim.GetAsync("apis"), await _apim.GetAsync("apis") };

        statuses.Select(answer => answer.Status).ShouldBe([200, 503, 200]);
    }

    [Fact]
    public async Task Faults_OverHttp_AreShownAsTheyWereGiven()
    {
        const string fault =
            """{"match":{"method":"PUT","pathRegex":"apis$","query":"dryRun=false","body":"x"},"skip":1,"apply":true,"truncate":3,"delayMs":-1,"reset":false,"status":200,"body":"b","headers":{"X":"y"},"times":2}""";
        await _apim.SendAsync("POST", "/_test/faults", JsonNode.Parse(fault));

        (await _apim.GetAsync("/_test/faults")).Json.ToJsonString().ShouldBe($"[{fault}]");
    }

    private static async Task<string> TextAsync(Task<Answer> answer)
    {
        try
        {
            return (await answer).Text;
        }
        catch (HttpRequestException e)
        {
            return e.Message;
        }
    }

    private static async Task<string> ReadUntilBrokenAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[1024];
        try
        {
            while (await stream.ReadAsync(buffer, TestContext.Current.CancellationToken) is > 0 and var read)
            {
                text.Append(Encoding.ASCII.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // A reset, which is what is asked for.
        }

        return text.ToString();
    }
}

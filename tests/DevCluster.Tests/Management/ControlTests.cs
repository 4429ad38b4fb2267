using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gko.Apim.Client;
using Gko.Apim.Connections;
using Gko.Apim.Http;
using Gko.DevCluster.Management;
using Microsoft.Extensions.Logging.Abstractions;
using static Gko.DevCluster.Tests.Management.ApiBuilder;

namespace Gko.DevCluster.Tests.Management;

public sealed class ControlTests : IAsyncLifetime
{
    private readonly ManagementFixture _apim = new();

    public ValueTask InitializeAsync() => _apim.InitializeAsync();

    public ValueTask DisposeAsync() => _apim.DisposeAsync();

    [Fact]
    public async Task Restart_SamePortAndState_AreKept()
    {
        await _apim.ImportAsync(AnApi());
        var url = _apim.Api.Url;

        await _apim.Api.StopAsync(TestContext.Current.CancellationToken);
        await Should.ThrowAsync<HttpRequestException>(() => _apim.GetAsync("apis"));
        await _apim.Api.StartAsync(TestContext.Current.CancellationToken);

        _apim.Api.Url.ShouldBe(url);
        (await _apim.GetAsync("apis")).Json.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Journal_Request_IsKeptWithoutItsSecret()
    {
        await _apim.ImportAsync(AnApi(), dryRun: true);

        var entry = _apim.Api.Journal.Since().ShouldHaveSingleItem();

        (entry.Sequence, entry.Method, entry.Query, entry.Status).ShouldBe((1, "PUT", "?dryRun=true", 200));
        entry.Headers["Authorization"].ShouldBe("Basic");
        ((string?)entry.Json()!["name"]).ShouldBe("API 1");
        entry.At.ShouldBe(_apim.Time.GetUtcNow());
    }

    [Fact]
    public async Task Journal_OverHttp_CanBeReadInParts()
    {
        await _apim.GetAsync("apis");
        await _apim.GetAsync("apis/x");

        var entries = (await _apim.GetAsync("/_test/journal?since=1")).Json.AsArray();

        ((string?)entries.ShouldHaveSingleItem()!["path"], (int)entries[0]!["status"]!).ShouldBe(($"{ManagementFixture.Environment}/apis/x", 404));
    }

    [Fact]
    public async Task Journal_Full_ForgetsTheOldest()
    {
        await using var api = new DevManagementApi(new() { JournalCapacity = 2 });
        await api.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = api.Url };

        for (var i = 0; i < 5; i++)
        {
            using var answer = await http.GetAsync(new Uri($"/{i}", UriKind.Relative), TestContext.Current.CancellationToken);
        }

        api.Journal.Since().Select(entry => entry.Path).ShouldBe(["/3", "/4"]);
        api.Journal.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Fault_Status_StrikesAsOftenAsSaid()
    {
        _apim.Api.Faults.Add(new()
        {
            Method = "PUT", Path = "import-crd$", Query = "dryRun=false", Status = 503, Body = """{"x":1}""", Times = 2,
            Headers = new Dictionary<string, string> { ["Retry-After"] = "7" },
        });

        (await _apim.ImportAsync(AnApi(), dryRun: true)).Status.ShouldBe(200);
        var first = await _apim.ImportAsync(AnApi());
        var second = await _apim.ImportAsync(AnApi());
        var third = await _apim.ImportAsync(AnApi());

        (first.Status, first.Text, first.Headers["Retry-After"]).ShouldBe((503, """{"x":1}""", "7"));
        (second.Status, third.Status).ShouldBe((503, 200));
    }

    [Fact]
    public async Task Fault_Reset_BreaksTheConnection()
    {
        using var fault = _apim.Api.Faults.Add(new() { Reset = true });

        await Should.ThrowAsync<HttpRequestException>(() => _apim.GetAsync("apis"));
    }

    [Fact]
    public async Task Fault_Delay_PassesInTheServersTime()
    {
        _apim.Api.Faults.Add(new() { Delay = TimeSpan.FromSeconds(3) });

        var answer = _apim.GetAsync("apis");
        await _apim.Time.WaitForTimerAsync();
        answer.IsCompleted.ShouldBeFalse();
        _apim.Time.Advance(TimeSpan.FromSeconds(3));

        (await answer).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Fault_Disposed_IsOver()
    {
        _apim.Api.Faults.Add(new() { Status = 500 }).Dispose();

        (await _apim.GetAsync("apis")).Status.ShouldBe(200);
        _apim.Api.Faults.InForce.ShouldBeEmpty();
    }

    [Fact]
    public async Task Fault_OverHttp_IsTheSame()
    {
        await _apim.SendAsync("POST", "/_test/faults", JsonNode.Parse(
            """{"match":{"method":"get","pathRegex":"/apis$","query":"x=1"},"status":418,"body":{"a":1},"headers":{"X":"y"},"delayMs":0,"times":1}"""));

        _apim.Api.Faults.InForce.ShouldHaveSingleItem().Status.ShouldBe(418);
        var answer = await _apim.GetAsync("apis?x=1");
        (answer.Status, answer.Text, answer.Headers["X"]).ShouldBe((418, """{"a":1}""", "y"));
        (await _apim.GetAsync("apis?x=1")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Fault_BadPattern_IsRejected() =>
        (await _apim.SendAsync("POST", "/_test/faults", JsonNode.Parse("""{"match":{"pathRegex":"("}}"""))).Status.ShouldBe(400);

    [Fact]
    public async Task Settings_Maintenance_RefusesEverything()
    {
        await _apim.SendAsync("PUT", "/_test/settings", JsonNode.Parse("""{"maintenance":true}"""));

        var answer = await _apim.GetAsync("apis");

        (answer.Status, (string?)answer.Json["technicalCode"]).ShouldBe((503, "maintenance.mode"));
    }

    [Fact]
    public async Task EventsAndState_OverHttp_ShowWhatHappened()
    {
        await _apim.ImportAsync(AnApi().WithPlan("p", "i"));

        var events = (await _apim.GetAsync($"/_test/events?apiId={Id()}&since=1")).Json.AsArray();
        var state = (await _apim.GetAsync("/_test/state")).Json;

        ((string?)events.ShouldHaveSingleItem()!["type"]).ShouldBe("START_API");
        ((string?)state["environments"]![0]!["apis"]![0]!["plans"]![0]).ShouldBe("p");
    }

    [Fact]
    public async Task Reset_Everything_IsAsAtTheStart()
    {
        await _apim.ImportAsync(AnApi());
        _apim.Api.Faults.Add(new() { Status = 500 });

        await _apim.SendAsync("POST", "/_test/reset");

        (await _apim.GetAsync("apis")).Json.AsArray().ShouldBeEmpty();
        _apim.Api.Events.ShouldBeEmpty();
        _apim.Api.Journal.Since().Count.ShouldBe(1);
    }

    [Fact]
    public async Task AnyCall_ThroughItAsAProxy_IsServed()
    {
        using var handler = new HttpClientHandler { Proxy = new WebProxy(_apim.Api.Url) };
        using var http = new HttpClient(handler);

        var answer = await http.GetAsync(
            new Uri("http://apim.team.svc/management/v2/environments/NOPE"), TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        _apim.Api.Journal.Since().Single().Path.ShouldBe("/management/v2/environments/NOPE");
    }

    [Fact]
    public async Task OperatorsClient_FullCircle_Works()
    {
        using var pool = new ApimHttpClientPool(
            new() { ConnectTo = (_, _) => ("127.0.0.1", _apim.Api.Url.Port) }, TimeProvider.System, NullLogger<ApimHttpClientPool>.Instance);
        var client = new ApimClient(pool, TimeProvider.System, NullLogger<ApimClient>.Instance);
        var connection = new ApimConnection
        {
            BaseUrl = "http://apim.team.svc:8083",
            OrganizationId = "DEFAULT",
            EnvironmentId = "DEFAULT",
            Credentials = ApimCredentials.Bearer(DevManagementApi.DefaultToken),
        };
        var ct = TestContext.Current.CancellationToken;
        var body = Encoding.UTF8.GetBytes(AnApi().WithPlan("pc", "pi").ToJsonString());

        (await client.PingAsync(connection, ct)).Value!.Id.ShouldBe("DEFAULT");
        (await client.ImportApiAsync(connection, body, dryRun: true, ct)).Value!.Plans!.ShouldBeEmpty();
        (await client.ImportApiAsync(connection, body, dryRun: false, ct)).Value!.Plans!["pc"].ShouldBe("pi");
        (await client.DeleteApiAsync(connection, Id(), ct)).Value.ShouldBe(DeleteOutcome.Deleted);
        (await client.DeleteApiAsync(connection, Id(), ct)).Value.ShouldBe(DeleteOutcome.AlreadyGone);
        _apim.Api.Journal.Since().Select(entry => entry.ConnectionId).Distinct().Count().ShouldBe(1);
    }
}

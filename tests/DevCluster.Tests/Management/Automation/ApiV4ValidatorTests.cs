using System.Text.Json.Nodes;
using static Gko.DevCluster.Tests.Management.Automation.ApiV4Builder;

namespace Gko.DevCluster.Tests.Management.Automation;

public sealed class ApiV4ValidatorTests : IAsyncLifetime
{
    private readonly ManagementFixture _apim = new();

    public ValueTask InitializeAsync() => _apim.InitializeAsync();

    public ValueTask DisposeAsync() => _apim.DisposeAsync();

    [Theory]
    [InlineData("/a", "/a", true)]
    [InlineData("/a", "/a/b", true)]
    [InlineData("/a/b", "a", true)]
    [InlineData("/a", "/ab", false)]
    [InlineData("/a", "/", true)]
    public async Task Paths_OfV2AndV4_ConflictWithEachOther(string stored, string candidate, bool conflicts)
    {
        await _apim.PutApiAsync(AProxy("default-one", stored));

        var ofV4 = await _apim.PutApiAsync(AProxy("default-two", candidate), dryRun: true);
        var ofV2 = await _apim.ImportAsync(ApiBuilder.AnApi(2, candidate), dryRun: true);

        (ofV4.Json["errors"] is not null, ofV2.Severe.Any()).ShouldBe((conflicts, conflicts));
    }

    [Fact]
    public async Task Paths_OfStoredV2Api_AreTaken()
    {
        await _apim.ImportAsync(ApiBuilder.AnApi(1, "/a"));

        (await _apim.PutApiAsync(AProxy(path: "/a/b"), dryRun: true)).Severe.ShouldBe(["Path [/a/] already exists"]);
    }

    [Fact]
    public async Task Paths_OwnOnUpdate_DoNotConflict()
    {
        await _apim.PutApiAsync(AProxy());

        (await _apim.PutApiAsync(AProxy())).Severe.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""[{"path":"/a b"}]""", "Path [/a b] is invalid")]
    [InlineData("""[{"path":"/a"},{"path":"a/"}]""", "Path [/a/] is duplicated")]
    public async Task Paths_Malformed_AreNamed(string paths, string severe)
    {
        var body = AProxy();
        body["listeners"]![0]!["paths"] = JsonNode.Parse(paths);

        (await _apim.PutApiAsync(body, dryRun: true)).Severe.ShouldBe([severe]);
    }

    [Fact]
    public async Task Paths_OnlyTcpListener_AreMissedUnlessSwitchedOff()
    {
        var body = AnApi("default-tcp", "PROXY", """{"type":"TCP","hosts":["a.b"]}""").WithPlan("free");

        (await _apim.PutApiAsync(body, dryRun: true)).Severe.ShouldBe(["HTTP listener requires a minimum of one path"]);
        await _apim.SendAsync("PUT", "/_test/settings", JsonNode.Parse("""{"tcpNeedsPath":false}"""));
        (await _apim.PutApiAsync(body, dryRun: true)).Json["errors"].ShouldBeNull();
    }

    [Fact]
    public async Task Paths_OnlySubscriptionListener_AreNotNeeded() =>
        (await _apim.PutApiAsync(AnApi("default-sub", "MESSAGE", """{"type":"SUBSCRIPTION"}"""), dryRun: true)).Json["errors"].ShouldBeNull();

    [Theory]
    [InlineData("  ", "The hosts should not be null or blank.")]
    [InlineData("Kafka.local", "The hosts should be valid.")]
    [InlineData("kafka..local", "The hosts should be valid.")]
    [InlineData("taken.local", "Hosts [taken.local] already exists")]
    [InlineData("a2345678901234567890123456789012345678901234567890.local", "The first segment must be less than 50 characters.")]
    public async Task KafkaHosts_Wrong_AreRejected(string host, string severe)
    {
        await _apim.PutApiAsync(AKafkaApi("taken.local", "default-taken"));

        (await _apim.PutApiAsync(AKafkaApi(host), dryRun: true)).Severe.ShouldBe([severe]);
    }

    [Fact]
    public async Task KafkaHosts_TooLong_AreRejected() =>
        (await _apim.PutApiAsync(AKafkaApi(new string('a', 256)), dryRun: true)).Severe.ShouldBe(["The hosts should not be greater than 255 characters."]);

    [Fact]
    public async Task KafkaHosts_Twice_AreRejected()
    {
        var body = AKafkaApi("a.b");
        body["listeners"]!.AsArray().Add(body["listeners"]![0]!.DeepClone());

        (await _apim.PutApiAsync(body, dryRun: true)).Severe
            .ShouldBe(["Duplicated hosts detected: 'a.b'. Please ensure each host is unique."]);
    }

    [Fact]
    public async Task FlowSelector_Wildcard_EndsEvenADryRun()
    {
        var answer = await _apim.PutApiAsync(
            AProxy().Having("flows", """[{"name":"f","selectors":[{"type":"HTTP","path":"/a/**","pathOperator":"EQUALS"}]}]"""), dryRun: true);

        (answer.Status, answer.Message, (string?)answer.Json["technicalCode"])
            .ShouldBe((400, "The flow [f] contains an HTTP selector with an invalid wildcard path", "invalid"));
    }

    [Theory]
    [InlineData("api1", "OWNER", null, null)]
    [InlineData("ghost", "USER", null, "member [ghost] of source [memory] could not be found in organization [DEFAULT]")]
    [InlineData("api1", "BOSS", null, "member role [BOSS] doesn't exist")]
    [InlineData("api1", "PRIMARY_OWNER", "setting a member with the primary owner role is not allowed", null)]
    [InlineData("admin", "USER", "can not change the role of primary owner [admin]", null)]
    public async Task Members_Each_IsChecked(string sourceId, string role, string? severe, string? warning)
    {
        var answer = await _apim.PutApiAsync(
            AProxy().Having("members", $$"""[{"source":"memory","sourceId":"{{sourceId}}","role":"{{role}}"}]"""), dryRun: true);

        answer.Severe.ShouldBe(severe is null ? [] : [severe]);
        answer.Warnings.ShouldBe(warning is null ? [] : [warning]);
    }

    [Fact]
    public async Task Groups_UnknownOrWithPrimaryOwner_AreDropped()
    {
        var group = await _apim.SendAsync("POST", "configuration/groups", JsonNode.Parse("""{"name":"bosses"}"""));
        await _apim.SendAsync(
            "POST", $"configuration/groups/{(string?)group.Json["id"]}/members",
            JsonNode.Parse("""[{"id":"somebody","roles":[{"scope":"API","name":"PRIMARY_OWNER"}]}]"""));

        var answer = await _apim.PutApiAsync(AProxy().Having("groups", """["nope","bosses"]"""));

        answer.Warnings.ShouldBe(
        [
            "Group [nope] could not be found in environment [DEFAULT]",
            "Group [bosses] will be discarded because it contains an API Primary Owner member, which is not supported by the API.",
        ]);
        _apim.Api.FindApi(Id)!["groups"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Notification_GroupThatTheApiHasNot_IsRejected() =>
        (await _apim.PutApiAsync(AProxy().Having("consoleNotification", """{"groups":["x"],"events":["api_started"]}"""), dryRun: true)).Severe
            .ShouldBe(["Console notification configuration contains the following groups [x] where only those are allowed []"]);

    [Fact]
    public async Task Pages_Source_IsChecked() =>
        (await _apim.PutApiAsync(
            AProxy().Having("pages", """[{"hrid":"doc","name":"d","type":"SWAGGER","visibility":"PUBLIC","source":{"type":"http-fetcher","configuration":{}}}]"""),
            dryRun: true)).Severe.ShouldBe(["property [url] is required in [http-fetcher] configuration for page [doc]"]);

    [Theory]
    [InlineData("{}", null, "STANDARD", "Security type is required for plan with 'STANDARD' mode")]
    [InlineData("{}", "JWT", "PUSH", "Security type is forbidden for plan with 'Push' mode")]
    [InlineData("""{"tags":["eu"]}""", "JWT", "STANDARD", "Plan tags mismatch the tags defined by the API")]
    [InlineData("""{"generalConditionsHrid":"none"}""", "JWT", "STANDARD", "Plan references a non existing page as general conditions")]
    [InlineData("""{"generalConditionsHrid":"draft"}""", "JWT", "STANDARD", "Plan references a non published page as general conditions")]
    public async Task Plans_Each_IsChecked(string more, string? security, string mode, string error)
    {
        var body = AProxy().WithoutPlans().WithPlan("gold", security, mode: mode)
            .Having("pages", """[{"hrid":"draft","name":"d","type":"MARKDOWN","visibility":"PUBLIC"}]""");
        foreach (var (name, value) in JsonNode.Parse(more)!.AsObject())
        {
            body["plans"]![0]![name] = value?.DeepClone();
        }

        (await _apim.PutApiAsync(body, dryRun: true)).Severe.ShouldBe([$"invalid plan [gold]. Error: {error}"]);
    }

    [Fact]
    public async Task Plans_SecuritySwitchedOff_IsNotAllowed()
    {
        await _apim.SendAsync("PUT", "/_test/settings", JsonNode.Parse("""{"disabledSecurities":["KEY_LESS"]}"""));

        (await _apim.PutApiAsync(AProxy(), dryRun: true)).Severe.ShouldBe(["invalid plan [KeyLess]. Error: Security type not allowed"]);
    }

    [Fact]
    public async Task Plans_OfNativeApi_AreOfOneFamily()
    {
        (await _apim.PutApiAsync(AKafkaApi("a.b").WithPlan("free").WithPlan("jwt", "JWT"), dryRun: true)).Severe.ShouldBe(
            ["a Native API cannot combine Keyless, mTLS and authentication plans: keyless, mTLS and authentication plans are mutually exclusive"]);
        (await _apim.PutApiAsync(AKafkaApi("a.b").WithPlan("push", null, mode: "PUSH"), dryRun: true)).Severe
            .ShouldBe(["invalid plan [push]. Error: Plan mode 'Push' is forbidden for Native APIs"]);
    }
}

using System.Text.Json.Nodes;
using static Gko.DevCluster.Tests.Management.ApiBuilder;

namespace Gko.DevCluster.Tests.Management;

public sealed class ValidatorTests : IAsyncLifetime
{
    private readonly ManagementFixture _apim = new();

    public ValueTask InitializeAsync() => _apim.InitializeAsync();

    public ValueTask DisposeAsync() => _apim.DisposeAsync();

    [Theory]
    [InlineData("/a", "/a", true)]
    [InlineData("/a", "/a/b", true)]
    [InlineData("/a/b", "a", true)]
    [InlineData("/a", "//a//", true)]
    [InlineData("/a", "/ab", false)]
    [InlineData("/a", "/", true)]
    [InlineData("/a", null, true)]
    [InlineData("/a", "/A", false)]
    public async Task Paths_OtherApi_ConflictWhenOneIsInsideTheOther(string stored, string? candidate, bool conflicts)
    {
        await _apim.ImportAsync(AnApi(1, stored));

        var answer = await _apim.ImportAsync(AnApi(2).WithHosts((null, candidate)), dryRun: true);

        answer.Severe.Any().ShouldBe(conflicts);
    }

    [Theory]
    [InlineData("h", "h", true)]
    [InlineData("h", "other", false)]
    [InlineData("h", null, false)]
    [InlineData(null, "", true)]
    public async Task Paths_Hosts_ConflictOnlyWhenEqual(string? stored, string? candidate, bool conflicts)
    {
        await _apim.ImportAsync(AnApi(1).WithHosts((stored, "/a")));

        var answer = await _apim.ImportAsync(AnApi(2).WithHosts((candidate, "/a")), dryRun: true);

        answer.Severe.Any().ShouldBe(conflicts);
    }

    [Fact]
    public async Task Paths_OwnPath_DoesNotConflict()
    {
        await _apim.ImportAsync(AnApi());

        (await _apim.ImportAsync(AnApi())).Severe.ShouldBeEmpty();
    }

    [Fact]
    public async Task Paths_TwoOfOneApi_IsReportedOnce()
    {
        await _apim.ImportAsync(AnApi(1).WithHosts((null, "/a/x"), (null, "/a/y")));

        (await _apim.ImportAsync(AnApi(2, "/a"), dryRun: true)).Severe.ShouldBe(["Path [/a/x/] already exists"]);
    }

    [Fact]
    public async Task Paths_Malformed_AreNamed()
    {
        (await _apim.ImportAsync(AnApi().WithHosts(), dryRun: true)).Severe.ShouldBe(["HTTP listener requires a minimum of one path"]);
        (await _apim.ImportAsync(AnApi().WithHosts((null, "/a b")), dryRun: true)).Severe.ShouldBe(["Path [/a b] is invalid"]);
        (await _apim.ImportAsync(AnApi().WithHosts((null, "/a"), (null, "a/")), dryRun: true)).Severe.ShouldBe(["Path [/a/] is duplicated"]);
    }

    [Fact]
    public async Task Paths_DomainNotAllowed_IsRejected()
    {
        await _apim.SendAsync("PUT", "/_test/settings", JsonNode.Parse("""{"domainRestrictions":["example.com"]}"""));

        var answer = await _apim.ImportAsync(AnApi().WithHosts(("a.example.com", "/a"), ("evil.org", "/a")), dryRun: true);

        answer.Severe.ShouldBe(["Domain [evil.org] is invalid"]);
    }

    [Fact]
    public async Task Categories_KnownByKey_OthersWarn()
    {
        await _apim.SendAsync("POST", "configuration/categories", JsonNode.Parse("""{"name":"Top Picks"}"""));

        var answer = await _apim.ImportAsync(AnApi().With("categories", """["top-picks","nope"]"""));

        answer.Warnings.ShouldBe(["category [nope] is not defined in environment [DEFAULT]"]);
        _apim.Api.FindApi(Id())!["categories"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Groups_KnownByNameOrId_OthersWarn()
    {
        var created = await _apim.SendAsync("POST", "configuration/groups", JsonNode.Parse("""{"name":"developers"}"""));
        var id = (string)created.Json["id"]!;

        var answer = await _apim.ImportAsync(AnApi().With("groups", $"""["developers","nope"]"""));

        created.Status.ShouldBe(201);
        answer.Warnings.ShouldBe(["Group [nope] could not be found in environment [DEFAULT]"]);
        _apim.Api.FindApi(Id())!["groups"]!.ToJsonString().ShouldBe($"""["{id}"]""");
        (await _apim.GetAsync($"apis?group={id}")).Json.AsArray().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("api1", "OWNER", null, null)]
    [InlineData("ghost", "USER", null, "member [ghost] of source [memory] could not be found in organization [DEFAULT]")]
    [InlineData("api1", "BOSS", null, "member role [BOSS] doesn't exist")]
    [InlineData("api1", "PRIMARY_OWNER", "setting a member with the primary owner role is not allowed", null)]
    [InlineData("admin", "USER", "can not change the role of primary owner [admin]", null)]
    public async Task Members_Each_IsChecked(string sourceId, string role, string? severe, string? warning)
    {
        var members = new JsonArray(new JsonObject { ["source"] = "memory", ["sourceId"] = sourceId, ["role"] = role });

        var answer = await _apim.ImportAsync(AnApi().With("members", members), dryRun: true);

        answer.Severe.ShouldBe(severe is null ? [] : [severe]);
        answer.Warnings.ShouldBe(warning is null ? [] : [warning]);
    }

    [Fact]
    public async Task Members_Listed_ReplaceTheOthers()
    {
        await _apim.ImportAsync(AnApi().With("members", """[{"source":"memory","sourceId":"user","role":"OWNER"}]"""));
        await _apim.ImportAsync(AnApi().With("members", """[{"source":"memory","sourceId":"api1"}]"""));

        var members = (await _apim.GetAsync($"apis/{Id()}/members")).Json.AsArray()
            .Select(member => $"{(string?)member!["displayName"]} {(string?)member["role"]}");
        members.ShouldBe(["admin PRIMARY_OWNER", "api1 USER"]);
    }

    [Theory]
    [InlineData("""{"config_type":"EMAIL"}""", "The reference type of console notification should be 'PORTAL'")]
    [InlineData(
        """{"config_type":"PORTAL","groups":["x"]}""",
        "Console notification configuration contains the following groups [x] where only those are allowed []")]
    public async Task Notification_Wrong_IsRejected(string notification, string severe) =>
        (await _apim.ImportAsync(AnApi().With("consoleNotificationConfiguration", notification), dryRun: true)).Severe.ShouldBe([severe]);

    [Theory]
    [InlineData("""{"type":"MARKDOWN"}""", "Page [k] is missing required property [name]")]
    [InlineData(
        """{"name":"n","type":"SWAGGER","source":{"type":"http-fetcher","configuration":{}}}""",
        "property [url] is required in [http-fetcher] configuration for page [k]")]
    [InlineData(
        """{"name":"n","type":"SWAGGER","source":{"type":"http-fetcher","configuration":{"url":"nope"}}}""",
        "property [url] of source [http-fetcher] must be a valid URL for page [k]")]
    [InlineData(
        """{"name":"n","type":"SWAGGER","source":{"type":"http-fetcher","configuration":{"url":"https://a","fetchCron":"daily"}}}""",
        "property [fetchCron] of source [http-fetcher] must be a valid cron expression for page [k]")]
    public async Task Pages_Wrong_AreRejected(string page, string severe) =>
        (await _apim.ImportAsync(AnApi().With("pages", $$"""{"k":{{page}}}"""), dryRun: true)).Severe.ShouldBe([severe]);

    [Fact]
    public async Task Pages_UnknownSourceProperty_Warns()
    {
        const string pages = """{"k":{"name":"n","type":"SWAGGER","source":{"type":"http-fetcher","configuration":{"url":"https://a","x":1}}}}""";

        (await _apim.ImportAsync(AnApi().With("pages", pages), dryRun: true)).Warnings
            .ShouldBe(["page [k] contains unknown configuration property [x] for [http-fetcher] source"]);
    }
}

using System.Text.Json.Nodes;
using static Gko.DevCluster.Tests.Management.Automation.ApiV4Builder;

namespace Gko.DevCluster.Tests.Management.Automation;

public sealed class GroupTests : IAsyncLifetime
{
    private const string Path = ManagementFixture.Automation + "/groups";
    private readonly ManagementFixture _apim = new();

    public ValueTask InitializeAsync() => _apim.InitializeAsync();

    public ValueTask DisposeAsync() => _apim.DisposeAsync();

    [Fact]
    public async Task Put_NewGroup_EchoesItAndCountsMembers()
    {
        var answer = await _apim.PutAsync("groups", AGroup());

        answer.Json.ToJsonString().ShouldBe(
            $$$"""{"hrid":"default-my-api","name":"devs","members":[{"source":"memory","sourceId":"user","roles":{"API":"OWNER"}},{"source":"memory","sourceId":"ghost"}],"memberCount":1,"id":"{{{Id}}}","environmentId":"DEFAULT","organizationId":"DEFAULT","errors":{"severe":[],"warning":["member [ghost] of source [memory] could not be found in organization [DEFAULT]"]}}""");
        var stored = await _apim.GetAsync($"{Path}/default-my-api");
        stored.Json["members"]!.ToJsonString().ShouldBe("""[{"source":"memory","sourceId":"user","roles":{"API":"OWNER","APPLICATION":"USER"}}]""");
    }

    [Fact]
    public async Task Put_DryRun_ChangesNothing()
    {
        (await _apim.PutAsync("groups", new JsonObject { ["hrid"] = "default-devs", ["name"] = "devs" }, dryRun: true)).Json["errors"].ShouldBeNull();

        (await _apim.GetAsync($"{Path}/default-devs")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Put_Again_KeepsOneGroup()
    {
        await _apim.PutAsync("groups", AGroup());
        await _apim.PutAsync("groups", AGroup().Having("name", "\"new\"").Having("members", "[]"));

        var groups = (await _apim.GetAsync("configuration/groups")).Json.AsArray();
        ((string?)groups.ShouldHaveSingleItem()!["name"], (string?)groups[0]!["hrid"]).ShouldBe(("new", "default-my-api"));
    }

    [Fact]
    public async Task Put_Wrong_IsRejected()
    {
        var answer = await _apim.PutAsync("groups", new JsonObject { ["hrid"] = "no-uuid", ["name"] = " " }, isUuid: true);

        answer.Message.ShouldBe(
            "Unable to import because of errors [property [id] must be a valid UUID,property [name] must not be empty]");
    }

    [Theory]
    [InlineData("API")]
    [InlineData("APPLICATION")]
    [InlineData("INTEGRATION")]
    public async Task Put_PrimaryOwnerInAnyScope_IsRefused(string scope)
    {
        var body = AGroup().Having("members", $$$"""[{"source":"memory","sourceId":"user","roles":{"{{{scope}}}":"PRIMARY_OWNER"}}]""");

        (await _apim.PutAsync("groups", body, dryRun: true)).Severe.ShouldBe(["setting a member with the primary owner role is not allowed"]);
        (await _apim.PutAsync("groups", body)).Message.ShouldBe(
            "Unable to import because of errors [setting a member with the primary owner role is not allowed]");
    }

    [Fact]
    public async Task Put_UnknownScope_FailsWithoutABody()
    {
        var answer = await _apim.PutAsync("groups", AGroup().Having("members", """[{"source":"memory","sourceId":"user","roles":{"PLANET":"USER"}}]"""));

        (answer.Status, answer.Text).ShouldBe((500, ""));
    }

    [Fact]
    public async Task Delete_Known_TakesItOutOfApis()
    {
        await _apim.PutAsync("groups", AGroup());
        await _apim.PutApiAsync(AProxy().Having("groups", "[\"devs\"]"));

        (await _apim.SendAsync("DELETE", $"{Path}/{Id}?hridContainsUUID=true")).Status.ShouldBe(204);

        _apim.Api.FindApi(Id)!["groups"]!.AsArray().ShouldBeEmpty();
        (await _apim.SendAsync("DELETE", $"{Path}/default-my-api")).Message.ShouldBe("HRID [default-my-api] cannot be found.");
    }

    private static JsonObject AGroup() => JsonNode.Parse("""
        {"hrid":"default-my-api","name":"devs","notifyMembers":false,
         "members":[{"source":"memory","sourceId":"user","roles":{"API":"OWNER"}},{"source":"memory","sourceId":"ghost"}]}
        """)!.AsObject();
}

using System.Text.Json.Nodes;
using static Gko.DevCluster.Tests.Management.Automation.ApiV4Builder;

namespace Gko.DevCluster.Tests.Management.Automation;

public sealed class PolicyGroupTests : IAsyncLifetime
{
    private const string Kind = "shared-policy-groups";
    private const string Path = ManagementFixture.Automation + "/" + Kind + "/default-my-api";
    private readonly ManagementFixture _apim = new();

    public ValueTask InitializeAsync() => _apim.InitializeAsync();

    public ValueTask DisposeAsync() => _apim.DisposeAsync();

    [Fact]
    public async Task Put_New_EchoesItWithoutErrors()
    {
        var answer = await _apim.PutAsync(Kind, AGroup());

        answer.Json.ToJsonString().ShouldBe(
            $$"""{"hrid":"default-my-api","apiType":"PROXY","name":"limits","phase":"REQUEST","steps":[{"enabled":true,"policy":"rate-limit"}],"id":"{{Id}}","environmentId":"DEFAULT","organizationId":"DEFAULT","crossId":"{{CrossId}}"}""");
        (await _apim.GetAsync(Path)).Json.ToJsonString().ShouldBe(answer.Json.ToJsonString());
    }

    [Fact]
    public async Task Put_Again_RedeploysAndKeepsWhatIsAbsentOrImmutable()
    {
        await _apim.PutAsync(Kind, AGroup());
        await _apim.PutAsync(Kind, AGroup().Having("phase", "\"RESPONSE\"").Having("steps", "").Having("name", "\"new\""));

        var stored = (await _apim.GetAsync($"{ManagementFixture.V2}/{Kind}/{Id}")).Json;
        ((string?)stored["name"], (string?)stored["phase"], stored["steps"]!.AsArray().Count, (int)stored["version"]!)
            .ShouldBe(("new", "REQUEST", 1, 2));
        ((string?)stored["createdAt"]).ShouldBe(_apim.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
        _apim.Api.Events.Select(e => $"{e.Type} {e.DeploymentNumber}").ShouldBe(["DEPLOY_SHARED_POLICY_GROUP 1", "DEPLOY_SHARED_POLICY_GROUP 2"]);
    }

    [Theory]
    [InlineData("PROXY", "PUBLISH", "Invalid phase PUBLISH for API type PROXY")]
    [InlineData("PROXY", "SUBSCRIBE", "Invalid phase SUBSCRIBE for API type PROXY")]
    [InlineData("PROXY", "RESPONSE", null)]
    [InlineData("MESSAGE", "SUBSCRIBE", null)]
    public async Task Put_PhaseAndType_MustFit(string type, string phase, string? severe)
    {
        var body = AGroup("groovy").Having("apiType", $"\"{type}\"").Having("phase", $"\"{phase}\"");

        (await _apim.PutAsync(Kind, body, dryRun: true)).Severe.ShouldBe(severe is null ? [] : [severe]);
        (await _apim.PutAsync(Kind, body)).Status.ShouldBe(severe is null ? 200 : 400);
    }

    [Theory]
    [InlineData("PROXY", "RESPONSE", "rate-limit", "Unexpected policies [Rate Limit] for API type PROXY and phase RESPONSE")]
    [InlineData("PROXY", "REQUEST", "message-filtering", "Unexpected policies [Message Filtering] for API type PROXY and phase REQUEST")]
    [InlineData("MESSAGE", "PUBLISH", "rate-limit", "Unexpected policies [Rate Limit] for API type MESSAGE and phase PUBLISH")]
    [InlineData("PROXY", "REQUEST", "no-such-policy", "Plugin [no-such-policy] cannot be found.")]
    [InlineData("PROXY", "REQUEST", "rate-limit", null)]
    public async Task Put_Policy_MustFit(string type, string phase, string policy, string? severe)
    {
        var body = AGroup(policy).Having("apiType", $"\"{type}\"").Having("phase", $"\"{phase}\"");

        (await _apim.PutAsync(Kind, body, dryRun: true)).Severe.ShouldBe(severe is null ? [] : [severe]);
        (await _apim.PutAsync(Kind, body)).Status.ShouldBe(severe is null ? 200 : 400);
    }

    [Fact]
    public async Task Put_KnownCrossIdUnderAnotherId_CannotBeFound()
    {
        await _apim.PutAsync(Kind, AGroup());

        var answer = await _apim.PutAsync(Kind, AGroup().Having("hrid", "\"default-other\"").Having("crossId", $"\"{CrossId}\""));

        answer.Status.ShouldBe(404);
    }

    [Fact]
    public async Task Delete_DryRun_OnlyLooks()
    {
        await _apim.PutAsync(Kind, AGroup());

        (await _apim.SendAsync("DELETE", $"{Path}?dryRun=true")).Status.ShouldBe(204);
        (await _apim.SendAsync("DELETE", Path)).Status.ShouldBe(204);
        (await _apim.SendAsync("DELETE", Path)).Status.ShouldBe(404);
        _apim.Api.Events[^1].Type.ShouldBe("UNDEPLOY_SHARED_POLICY_GROUP");
    }

    private static JsonObject AGroup(string policy = "rate-limit") => JsonNode.Parse(
        $$"""{"hrid":"default-my-api","name":"limits","apiType":"proxy","phase":"REQUEST","steps":[{"policy":"{{policy}}"}]}""")!.AsObject();
}

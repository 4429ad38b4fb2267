using System.Text.Json.Nodes;

namespace Gko.DevCluster.Tests.Management;

public sealed class PluginTests : IAsyncLifetime
{
    private readonly ManagementFixture _apim = new();

    public ValueTask InitializeAsync() => _apim.InitializeAsync();

    public ValueTask DisposeAsync() => _apim.DisposeAsync();

    [Theory]
    [InlineData("policies", "rate-limit")]
    [InlineData("resources", "cache")]
    [InlineData("endpoints", "http-proxy")]
    [InlineData("entrypoints", "http-proxy")]
    public async Task List_EachSort_HoldsWhatIsUsual(string sort, string id)
    {
        var answer = await _apim.GetAsync($"/management/v2/organizations/DEFAULT/plugins/{sort}");

        answer.Json.AsArray().Select(plugin => (string?)plugin!["id"]).ShouldContain(id);
    }

    [Fact]
    public async Task Policies_OfOneKindOfApis_SayWhenTheyRun()
    {
        var policies = (await _apim.GetAsync("/management/v2/organizations/DEFAULT/plugins/policies")).Json.AsArray();

        Phases(policies, "message-filtering").ShouldBe("""{"HTTP_PROXY":[],"HTTP_MESSAGE":["PUBLISH","SUBSCRIBE"]}""");
    }

    private static string Phases(JsonArray policies, string id) =>
        policies.Single(policy => (string?)policy!["id"] == id)!["flowPhaseCompatibility"]!.ToJsonString();
}

using System.Text.Json.Nodes;
using static Gko.DevCluster.Tests.Management.Automation.ApiV4Builder;

namespace Gko.DevCluster.Tests.Management.Automation;

public sealed class DictionaryTests : IAsyncLifetime
{
    private const string Kind = "dictionaries";
    private const string Path = ManagementFixture.Automation + "/" + Kind + "/default-my-api";
    private const string Dynamic = """{"provider":{"type":"http","url":"http://a","method":"get","specification":"[]"},"trigger":{"rate":1,"unit":"seconds"}}""";
    private readonly ManagementFixture _apim = new();

    public ValueTask InitializeAsync() => _apim.InitializeAsync();

    public ValueTask DisposeAsync() => _apim.DisposeAsync();

    [Fact]
    public async Task Put_DryRun_EchoesItWithoutIdsAndKeepsNothing()
    {
        var answer = await _apim.PutAsync(Kind, Manual(), dryRun: true);

        answer.Json.ToJsonString().ShouldBe(
            """{"hrid":"default-my-api","name":"d","deployed":true,"type":"MANUAL","manual":{"properties":{"k":"v"}}}""");
        (await _apim.GetAsync(Path)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Put_Manual_IsDeployedAndUndeployed()
    {
        ((string?)(await _apim.PutAsync(Kind, Manual())).Json["id"]).ShouldBe(Id);
        await _apim.PutAsync(Kind, Manual().Having("deployed", "false"));
        await _apim.PutAsync(Kind, Manual().Having("deployed", "false"));

        _apim.Api.Events.Select(e => e.Type).ShouldBe(["PUBLISH_DICTIONARY", "UNPUBLISH_DICTIONARY"]);
        ((bool?)(await _apim.GetAsync(Path)).Json["deployed"]).ShouldBe(false);
    }

    [Fact]
    public async Task Delete_Dynamic_StopsIt()
    {
        await _apim.PutAsync(Kind, Manual().Having("type", "\"dynamic\"").Having("manual", "").Having("dynamic", Dynamic));

        (await _apim.SendAsync("DELETE", Path)).Status.ShouldBe(204);
        (await _apim.SendAsync("DELETE", Path)).Message.ShouldBe("HRID [default-my-api] cannot be found.");
        _apim.Api.Events.Select(e => e.Type).ShouldBe(["START_DICTIONARY", "STOP_DICTIONARY"]);
    }

    [Theory]
    [InlineData("MANUAL", "", "", "Manual dictionary must have at least one property.")]
    [InlineData("MANUAL", """{"properties":{}}""", "", "Manual dictionary must have at least one property.")]
    [InlineData("MANUAL", """{"properties":{"k":"v"}}""", Dynamic, "Manual dictionary must not have 'dynamic' properties (provider, trigger). Set type to 'DYNAMIC' or remove them.")]
    [InlineData("DYNAMIC", "", "", "Dynamic dictionary must have a provider and a trigger.")]
    [InlineData("DYNAMIC", """{"properties":{"k":"v"}}""", Dynamic, "Dynamic dictionary must not have 'manual' properties. Set type to 'MANUAL' or remove them.")]
    public async Task Put_TypeAndSections_MustFitEvenInADryRun(string type, string manual, string dynamic, string message)
    {
        var answer = await _apim.PutAsync(
            Kind, Manual().Having("type", $"\"{type}\"").Having("manual", manual).Having("dynamic", dynamic), dryRun: true);

        (answer.Status, answer.Message, (string?)answer.Json["technicalCode"]).ShouldBe((400, message, "invalid"));
    }

    [Fact]
    public async Task Put_DynamicWithoutUrl_IsAValidationError()
    {
        var body = Manual().Having("type", "\"DYNAMIC\"").Having("manual", "")
            .Having("dynamic", """{"provider":{"type":"HTTP","method":"GET","specification":"[]"},"trigger":{"rate":1,"unit":"DAYS"}}""");

        (await _apim.PutAsync(Kind, body, dryRun: true)).Json["details"]![0]!["location"]!.GetValue<string>().ShouldBe("dynamic.provider.url");
    }

    private static JsonObject Manual() => JsonNode.Parse(
        """{"hrid":"default-my-api","name":"d","type":"MANUAL","deployed":true,"manual":{"properties":{"k":"v"}}}""")!.AsObject();
}

using static Gko.DevCluster.Tests.Management.Automation.ApiV4Builder;

namespace Gko.DevCluster.Tests.Management.Automation;

public sealed class ApiV4DeploymentTests : IAsyncLifetime
{
    private readonly ManagementFixture _apim = new();

    public ValueTask InitializeAsync() => _apim.InitializeAsync();

    public ValueTask DisposeAsync() => _apim.DisposeAsync();

    [Theory]
    [InlineData("STARTED", true, "PUBLISH_API 1")]
    [InlineData("STARTED", false, "")]
    [InlineData("STOPPED", true, "")]
    [InlineData("STOPPED", false, "")]
    public async Task Create_StateAndPlans_DecideWhatIsDeployed(string state, bool hasPlan, string events)
    {
        await PutAsync(state, hasPlan);

        Events().ShouldBe(events);
        _apim.Api.Summarize()[0].Apis[0].State.ShouldBe(state);
    }

    [Theory]
    [InlineData("STARTED", true, "STARTED", true, "PUBLISH_API 1,PUBLISH_API 2", "STARTED")]
    [InlineData("STARTED", true, "STARTED", false, "PUBLISH_API 1", "STARTED")]
    [InlineData("STARTED", true, "STOPPED", true, "PUBLISH_API 1,STOP_API 1", "STOPPED")]
    [InlineData("STARTED", true, "STOPPED", false, "PUBLISH_API 1,STOP_API 1", "STOPPED")]
    [InlineData("STARTED", false, "STOPPED", true, "PUBLISH_API 1", "STOPPED")]
    [InlineData("STOPPED", true, "STARTED", true, "PUBLISH_API 1,START_API 1", "STARTED")]
    [InlineData("STOPPED", true, "STOPPED", true, "", "STOPPED")]
    public async Task Update_StatesAndPlans_DecideWhatIsDeployed(
        string before, bool hadPlan, string after, bool hasPlan, string events, string state)
    {
        await PutAsync(before, hadPlan);

        (await PutAsync(after, hasPlan)).Status.ShouldBe(200);

        (Events(), _apim.Api.Summarize()[0].Apis[0].State).ShouldBe((events, state));
    }

    [Theory]
    [InlineData("STOPPED", "STARTED", $"The API {{{Id}}} can not be started without at least one published plan")]
    [InlineData("STARTED", "STOPPED", $"The api {{{Id}}} can not be deployed without at least one published plan")]
    public async Task Update_WithoutPlan_FailsAfterTheWrite(string before, string after, string text)
    {
        await PutAsync(before, hasPlan: false);

        var answer = await _apim.PutApiAsync(AProxy().WithoutPlans().Having("state", $"\"{after}\"").Having("name", "\"renamed\""));

        (answer.Status, (string?)answer.Json["technicalCode"]).ShouldBe((500, "unexpected"));
        answer.Message!.ShouldEndWith(text);
        (_apim.Api.Summarize()[0].Apis[0].Name, _apim.Api.Summarize()[0].Apis[0].State, Events()).ShouldBe(("renamed", before, ""));
    }

    [Fact]
    public async Task Update_Stopped_KeepsThePublishedPayload()
    {
        await PutAsync("STARTED", hasPlan: true);

        await _apim.PutApiAsync(AProxy().Having("state", "\"STOPPED\"").Having("name", "\"renamed\""));

        _apim.Api.Events[1].Payload.ShouldBe(_apim.Api.Events[0].Payload);
        _apim.Api.Events[1].EnvironmentId.ShouldBe("DEFAULT");
    }

    [Fact]
    public async Task Update_Deployed_IsLabelled()
    {
        await PutAsync("STARTED", hasPlan: true);
        await PutAsync("STARTED", hasPlan: true);

        _apim.Api.Events.Select(e => e.Label).ShouldBe([null, "Updated by GKO"]);
    }

    private Task<Answer> PutAsync(string state, bool hasPlan)
    {
        var body = AProxy().Having("state", $"\"{state}\"");
        return _apim.PutApiAsync(hasPlan ? body : body.WithoutPlans());
    }

    private string Events() => string.Join(",", _apim.Api.Events.Select(e => $"{e.Type} {e.DeploymentNumber}"));
}

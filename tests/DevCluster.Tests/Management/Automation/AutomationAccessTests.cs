using System.Text.Json.Nodes;
using Gko.DevCluster.Management;
using static Gko.DevCluster.Tests.Management.Automation.ApiV4Builder;

namespace Gko.DevCluster.Tests.Management.Automation;

public sealed class AutomationAccessTests : IAsyncLifetime
{
    private const string Publisher = "api1:api1";
    private const string Path = ManagementFixture.Automation + "/apis";
    private readonly ManagementFixture _apim = new();

    public ValueTask InitializeAsync() => _apim.InitializeAsync();

    public ValueTask DisposeAsync() => _apim.DisposeAsync();

    [Theory]
    [InlineData("/automation/organizations/NOPE/environments/DEFAULT/apis/x", null, 400)]
    [InlineData("/automation/organizations/DEFAULT/environments/NOPE/apis/x", null, 400)]
    [InlineData(Path + "/x", null, 401)]
    [InlineData(Path + "/x", "user:password", 403)]
    [InlineData(Path + "/x", "admin:admin", 404)]
    [InlineData("/apim/automation/organizations/DEFAULT/environments/default/apis/x", "admin:admin", 404)]
    public async Task Get_Anything_IsCheckedInOrder(string path, string? login, int status) =>
        (await _apim.SendAsync("GET", path, login: login)).Status.ShouldBe(status);

    [Fact]
    public async Task Put_PlainUser_IsForbidden()
    {
        var answer = await _apim.PutApiAsync(AProxy(), dryRun: true, login: "user:password");

        (answer.Status, answer.Json.ToJsonString()).ShouldBe((403,
            """{"message":"You do not have sufficient rights to access this resource","httpStatus":403,"technicalCode":"forbidden"}"""));
    }

    [Fact]
    public async Task Delete_Publisher_IsForbiddenOnceItIsGone()
    {
        await _apim.PutApiAsync(AProxy(), login: Publisher);

        (await _apim.SendAsync("DELETE", $"{Path}/default-my-api", login: Publisher)).Status.ShouldBe(204);
        (await _apim.SendAsync("DELETE", $"{Path}/default-my-api", login: Publisher)).Status.ShouldBe(403);
        (await _apim.SendAsync("DELETE", $"{Path}/default-my-api")).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("hridContainsUUID=true", 403)]
    [InlineData("hridContainsUUID=true&hridContainsApiUUID=true", 204)]
    public async Task Delete_UuidByPublisher_NeedsBothFlags(string query, int status)
    {
        await _apim.PutApiAsync(AProxy(Id).Having("crossId", "\"c\""), isUuid: true, login: Publisher);

        (await _apim.SendAsync("DELETE", $"{Path}/{Id}?{query}", login: Publisher)).Status.ShouldBe(status);
    }

    [Theory]
    [InlineData("GET", "nonsense", 404, "")]
    [InlineData("GET", "mod/kind/x", 404, "gamma.module.unavailable")]
    [InlineData("PATCH", "apis", 405, "405")]
    public async Task AnyCall_UnknownRoute_IsAnswered(string method, string path, int status, string part)
    {
        var answer = await _apim.SendAsync(method, $"{ManagementFixture.Automation}/{path}");

        answer.Status.ShouldBe(status);
        (part.Length == 0 ? answer.Text.Length == 0 : answer.Text.Contains(part, StringComparison.Ordinal)).ShouldBeTrue(answer.Text);
    }

    [Fact]
    public async Task AnyCall_Maintenance_DoesNotConcernAutomation()
    {
        await _apim.SendAsync("PUT", "/_test/settings", JsonNode.Parse("""{"maintenance":true}"""));

        (await _apim.PutApiAsync(AProxy())).Status.ShouldBe(200);
    }

    [Fact]
    public async Task AnyCall_UserOfAnotherOrganization_IsForbidden()
    {
        _apim.Api.AddEnvironment(new("OTHER", "PROD"));
        var made = await _apim.SendAsync("POST", "/management/organizations/OTHER/users", JsonNode.Parse("""{"source":"memory","sourceId":"eve"}"""));

        var answer = await _apim.PutApiAsync(AProxy().Having("members", """[{"source":"memory","sourceId":"eve","role":"USER"}]"""), dryRun: true);

        made.Status.ShouldBe(200);
        answer.Warnings.ShouldBe(["member [eve] of source [memory] could not be found in organization [DEFAULT]"]);
        (await _apim.SendAsync("GET", ManagementFixture.V2, login: null, bearer: _apim.Jwt((string)made.Json["id"]!))).Message
            .ShouldBe("User is not allowed to access this organization");
    }

    [Fact]
    public async Task Environments_OfOneServer_ShareNothing()
    {
        await _apim.SendAsync("POST", "/_test/environments", new JsonObject { ["id"] = "PROD" });
        _apim.Api.AddEnvironment(new("OTHER", "DEFAULT"));
        await _apim.PutApiAsync(AProxy());
        var inProd = await _apim.SendAsync("PUT", "/automation/organizations/DEFAULT/environments/prod/apis", AProxy());
        var inOther = await _apim.SendAsync("PUT", "/automation/organizations/OTHER/environments/DEFAULT/apis", AProxy());

        await _apim.SendAsync("DELETE", $"{Path}/default-my-api");

        (inProd.Status, inOther.Status, (string?)inProd.Json["crossId"]).ShouldBe((200, 200, CrossId));
        ((string?)inProd.Json["environmentId"], (string?)inOther.Json["organizationId"]).ShouldBe(("PROD", "OTHER"));
        _apim.Api.Summarize().Select(environment => $"{environment.OrganizationId}/{environment.Id} {environment.Apis.Count}")
            .ShouldBe(["DEFAULT/DEFAULT 0", "DEFAULT/PROD 1", "OTHER/DEFAULT 1"]);
    }

    [Fact]
    public async Task Environments_OfTheOptions_AreThereAfterAReset()
    {
        await using var api = new DevManagementApi(new() { MoreEnvironments = [new("DEFAULT", "PROD")] });
        api.AddEnvironment(new("DEFAULT", "SHORT"));

        api.Reset();

        api.Summarize().Select(environment => environment.Id).ShouldBe(["DEFAULT", "PROD"]);
        Should.Throw<ArgumentException>(() => api.AddEnvironment(new("DEFAULT", "PROD")));
    }
}

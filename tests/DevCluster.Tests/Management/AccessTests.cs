using Gko.DevCluster.Management;
using static Gko.DevCluster.Tests.Management.ApiBuilder;

namespace Gko.DevCluster.Tests.Management;

public sealed class AccessTests(ManagementFixture fixture) : IClassFixture<ManagementFixture>
{
    private const string V2 = ManagementFixture.V2;

    [Theory]
    [InlineData(V2)]
    [InlineData("/management/v2/organizations/DEFAULT/environments/default")]
    [InlineData("/management/v2/environments/DEFAULT")]
    [InlineData("/apim/rest/v2/organizations/DEFAULT/environments/DEFAULT")]
    public async Task Ping_KnownEnvironment_ShowsIt(string path)
    {
        var answer = await fixture.GetAsync(path);

        (answer.Status, (string?)answer.Json["id"]).ShouldBe((200, "DEFAULT"));
    }

    [Theory]
    [InlineData("/management/v2/organizations/DEFAULT/environments/NOPE")]
    [InlineData("/management/organizations/NOPE/environments/DEFAULT/apis")]
    public async Task AnyCall_UnknownPlace_Is400EvenWithoutLogin(string path)
    {
        var answer = await fixture.SendAsync("GET", path, login: null);

        answer.Status.ShouldBe(400);
        answer.Json.ToJsonString().ShouldBe("""{"httpStatus":400,"message":"Invalid organization or environment"}""");
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("admin:wrong", null)]
    [InlineData("gko:", null)]
    [InlineData(null, "unknown")]
    [InlineData(null, "a.b.c")]
    public async Task AnyCall_BadCredentials_Is401WithoutBody(string? login, string? bearer)
    {
        var answer = await fixture.SendAsync("GET", V2, login: login, bearer: bearer);

        (answer.Status, answer.Text).ShouldBe((401, ""));
        answer.Headers.ContainsKey("WWW-Authenticate").ShouldBe(bearer is null);
    }

    [Fact]
    public async Task AnyCall_OpaqueToken_IsAdmitted() =>
        (await fixture.SendAsync("GET", V2, bearer: DevManagementApi.DefaultToken)).Status.ShouldBe(200);

    [Theory]
    [InlineData("secret", 60, 200)]
    [InlineData("secret", -60, 401)]
    [InlineData("other", 60, 401)]
    public async Task AnyCall_Jwt_NeedsSignatureAndTime(string secret, int expiresIn, int status)
    {
        var answer = await fixture.SendAsync("GET", V2, bearer: fixture.Jwt("admin", secret, expiresIn));

        answer.Status.ShouldBe(status);
    }

    [Fact]
    public async Task Import_PlainUser_IsForbidden()
    {
        var answer = await fixture.ImportAsync(AnApi(50), dryRun: true, login: "user:password");

        answer.Status.ShouldBe(403);
        answer.Json.ToJsonString().ShouldBe(
            """{"message":"You do not have sufficient rights to access this resource","http_status":403,"technicalCode":"forbidden"}""");
    }

    [Fact]
    public async Task Import_Publisher_OwnsWhatItCreates()
    {
        (await fixture.ImportAsync(AnApi(51), login: "api1:api1")).Status.ShouldBe(200);

        (await fixture.SendAsync("DELETE", $"apis/{Id(51)}", login: "user:password")).Status.ShouldBe(403);
        (await fixture.SendAsync("DELETE", $"apis/{Id(51)}", login: "api1:api1")).Status.ShouldBe(204);
        (await fixture.SendAsync("DELETE", $"apis/{Id(51)}", login: "api1:api1")).Status.ShouldBe(403);
        (await fixture.SendAsync("DELETE", $"apis/{Id(51)}")).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("GET", "nonsense", 404)]
    [InlineData("PATCH", "apis", 405)]
    public async Task AnyCall_UnknownRoute_IsAnswered(string method, string path, int status)
    {
        var answer = await fixture.SendAsync(method, path);

        (answer.Status, (int)answer.Json["http_status"]!).ShouldBe((status, status));
    }

    [Theory]
    [InlineData("/management/organizations/DEFAULT", "id", "DEFAULT")]
    [InlineData("/management/organizations/DEFAULT/environments/DEFAULT", "organizationId", "DEFAULT")]
    public async Task Read_Place_ShowsIt(string path, string name, string expected) =>
        ((string?)(await fixture.GetAsync(path)).Json[name]).ShouldBe(expected);

    [Fact]
    public async Task SearchUsers_Name_FindsTheSeededOnes()
    {
        var users = (await fixture.GetAsync("/management/organizations/DEFAULT/search/users?q=appli")).Json.AsArray();

        ((string?)users.ShouldHaveSingleItem()!["displayName"]).ShouldBe("application1");
    }
}

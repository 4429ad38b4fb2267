using Gko.Apim.Client;
using Gko.Apim.Payloads;

namespace Gko.Apim.Tests.Client;

public sealed class ApimClientAutomationTests : IDisposable
{
    private const string Environment = "https://apim.example.com/automation/organizations/ORG/environments/ENV/";
    private readonly ClientFixture _apim = new();

    public void Dispose() => _apim.Dispose();

    [Theory]
    [InlineData("applications", false, false, "applications?dryRun=false")]
    [InlineData("groups", true, true, "groups?dryRun=true&hridContainsUUID=true")]
    [InlineData("portals/a-b/links", false, true, "portals/a-b/links?dryRun=true")]
    public async Task Import_EachMode_PutsTheBody(string path, bool isUuid, bool dryRun, string suffix)
    {
        _apim.Server.Answers(200, """{"id":"i"}""");

        await ImportAsync(path, isUuid, dryRun);

        _apim.Server.Sent.ShouldHaveSingleItem().ShouldBe(
            new("PUT", Environment + suffix, $"Bearer {ClientFixture.Token}", "application/json", """{"name":"echo"}"""));
    }

    [Fact]
    public async Task Import_Success_ReadsEveryField()
    {
        _apim.Server.Answers(200, """
            {"organizationId":"O","environmentId":"E","id":"i","crossId":"c","memberCount":2,"name":"echo","settings":{"app":{}},
             "navigation":[],"errors":{"severe":["s"],"warning":["w"]}}
            """);

        var status = (await ImportAsync()).Value.ShouldNotBeNull();

        (status.OrganizationId, status.EnvironmentId, status.Id, status.CrossId, status.MemberCount).ShouldBe(("O", "E", "i", "c", 2));
        status.Errors!.Severe.ShouldBe(["s"]);
        status.Errors.Warning.ShouldBe(["w"]);
    }

    [Fact]
    public async Task Import_EchoWithoutIds_IsASuccess()
    {
        _apim.Server.Answers(200, """{"hrid":"default-d","name":"d"}""");

        var status = (await ImportAsync("dictionaries", dryRun: true)).Value.ShouldNotBeNull();

        (status.Id, status.MemberCount, status.Plans, status.Errors).ShouldBe((null, null, null, null));
    }

    [Fact]
    public async Task Import_LinkThatIsRefused_CarriesTheErrorsOfItsState()
    {
        _apim.Server.Answers(400, """{"hrid":"default-l","errors":{"severe":["Provided url is invalid"],"warning":["w"]}}""");

        var error = (await ImportAsync("portals/a-b/links")).Error.ShouldNotBeNull();

        (error.Kind, error.Retryable).ShouldBe((ApimErrorKind.Rejected, false));
        error.Severe.ShouldBe(["Provided url is invalid"]);
        error.Warnings.ShouldBe(["w"]);
    }

    [Fact]
    public async Task Import_Refused_SaysWhatTheServerSaid()
    {
        const string body = """{"httpStatus":400,"message":"Manual dictionary must have at least one property.","technicalCode":"invalid"}""";
        _apim.Server.Answers(400, body);

        var error = (await ImportAsync("dictionaries", dryRun: true)).Error.ShouldNotBeNull();

        error.Message.ShouldBe(
            $"request [PUT] {Environment}dictionaries?dryRun=true failed with status 400 (Manual dictionary must have at least one property.): {body}");
    }

    [Fact]
    public async Task Import_CloudContext_HasTheCloudsPath()
    {
        _apim.Server.Answers(200, "{}");
        var connection = _apim.Connection with { Cloud = true };

        await _apim.Client.ImportAsync(connection, Import("groups", false), true, TestContext.Current.CancellationToken);

        _apim.Server.Sent.Single().Url.ShouldBe("https://apim.example.com/apim/automation/organizations/ORG/environments/ENV/groups?dryRun=true");
    }

    private static AutomationImport Import(string path, bool isUuid) => new(path, "default-x", isUuid, ClientFixture.Body, "hash");

    private Task<ApimResult<ImportStatus>> ImportAsync(string path = "applications", bool isUuid = false, bool dryRun = false) =>
        _apim.Client.ImportAsync(_apim.Connection, Import(path, isUuid), dryRun, TestContext.Current.CancellationToken);
}

using Gko.Apim.Client;
using Gko.Apim.Connections;

namespace Gko.Apim.Tests.Client;

public sealed class ApimClientV4Tests : IDisposable
{
    private const string Apis = "https://apim.example.com/automation/organizations/ORG/environments/ENV/apis";
    private readonly ClientFixture _apim = new();

    public void Dispose() => _apim.Dispose();

    [Theory]
    [InlineData(false, false, "?dryRun=false")]
    [InlineData(false, true, "?dryRun=true")]
    [InlineData(true, false, "?dryRun=false&hridContainsUUID=true")]
    [InlineData(true, true, "?dryRun=true&hridContainsUUID=true")]
    public async Task Import_EachMode_PutsTheBody(bool isUuid, bool dryRun, string query)
    {
        _apim.Server.Answers(200, """{"id":"i"}""");

        await ImportAsync(isUuid, dryRun);

        _apim.Server.Sent.ShouldHaveSingleItem().ShouldBe(
            new("PUT", Apis + query, $"Bearer {ClientFixture.Token}", "application/json", """{"name":"echo"}"""));
    }

    [Fact]
    public async Task Import_Success_ReadsEveryField()
    {
        _apim.Server.Answers(200, """
            {"organizationId":"O","environmentId":"E","id":"i","crossId":"c","state":"STARTED","name":"echo","visibility":null,
             "plans":[{"hrid":"key","id":"pi","name":"Key"},{"hrid":"free"},{"name":"nameless"},null],"pages":[{"hrid":"p"}],
             "errors":{"severe":["s"],"warning":["w"]}}
            """);

        var status = (await ImportAsync()).Value.ShouldNotBeNull();

        (status.OrganizationId, status.EnvironmentId, status.Id, status.CrossId, status.State).ShouldBe(("O", "E", "i", "c", "STARTED"));
        status.Plans.ShouldBe([new("key", "pi"), new("free", "")], ignoreOrder: true);
        status.Errors!.Severe.ShouldBe(["s"]);
        status.Errors.Warning.ShouldBe(["w"]);
    }

    [Theory]
    [InlineData("""{"id":"i"}""")]
    [InlineData("""{"id":"i","plans":null,"errors":null}""")]
    public async Task Import_NoPlans_HasNone(string body)
    {
        _apim.Server.Answers(200, body);

        var status = (await ImportAsync(dryRun: true)).Value.ShouldNotBeNull();

        status.Plans.ShouldBeEmpty();
        status.Errors.ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("""{"plans":{"a":"b"}}""")]
    public async Task Import_SuccessThatIsNone_IsAnInvalidResponse(string body)
    {
        _apim.Server.Answers(200, body);

        (await ImportAsync()).Error!.Kind.ShouldBe(ApimErrorKind.InvalidResponse);
    }

    [Fact]
    public async Task Import_ValidationError_CarriesTheFields()
    {
        _apim.Server.Answers(400, """
            {"httpStatus":400,"message":"Validation error","details":[{"message":"must not be null","location":"hrid"},{"message":"too long"}]}
            """);

        var error = (await ImportAsync()).Error.ShouldNotBeNull();

        (error.Kind, error.Retryable, error.ServerMessage).ShouldBe((ApimErrorKind.Rejected, false, "Validation error"));
        error.Details.ShouldBe(["hrid: must not be null", "too long"]);
    }

    [Theory]
    [InlineData("""{"httpStatus":400,"message":"Unable to import because of errors [Path [/a/] already exists]","technicalCode":"invalid"}""", "Unable to import because of errors [Path [/a/] already exists]", "invalid")]
    [InlineData("""{"httpStatus":400,"technicalCode":"invalidValue","message":"Unexpected value 'FOO'","details":[{"message":"x","location":"plans[0].status"}]}""", "Unexpected value 'FOO'", "invalidValue")]
    [InlineData("""{"httpStatus":400,"message":"Invalid organization or environment"}""", "Invalid organization or environment", null)]
    public async Task Import_Refused_SaysWhatTheServerSaid(string body, string words, string? code)
    {
        _apim.Server.Answers(400, body);

        var error = (await ImportAsync(isUuid: true)).Error.ShouldNotBeNull();

        error.Message.ShouldBe($"request [PUT] {Apis}?dryRun=false&hridContainsUUID=true failed with status 400 ({words}): {body}");
        (error.TechnicalCode, error.Retryable).ShouldBe((code, false));
    }

    [Theory]
    [InlineData("""{"httpStatus":500,"message":"io.x.Failure: no such plugin","technicalCode":"unexpected"}""", "io.x.Failure: no such plugin")]
    [InlineData("", "Internal Server Error")]
    public async Task Import_ServerError_IsRetriedWithItsWords(string body, string words)
    {
        _apim.Server.Answers(500, body);

        var error = (await ImportAsync()).Error.ShouldNotBeNull();

        (error.Kind, error.Retryable).ShouldBe((ApimErrorKind.ServerError, true));
        error.Message.ShouldContain($"({words})");
    }

    [Theory]
    [InlineData(401, ApimErrorKind.BadCredentials, false)]
    [InlineData(403, ApimErrorKind.Forbidden, true)]
    [InlineData(404, ApimErrorKind.NotFound, true)]
    [InlineData(409, ApimErrorKind.Conflict, true)]
    [InlineData(415, ApimErrorKind.Rejected, true)]
    public async Task Import_EmptyFailure_IsClassified(int status, ApimErrorKind kind, bool retryable)
    {
        _apim.Server.Answers(status, "");

        var error = (await ImportAsync()).Error.ShouldNotBeNull();

        (error.Kind, error.Retryable).ShouldBe((kind, retryable));
    }

    [Theory]
    [InlineData("default-api", false, "/default-api?hridContainsUUID=false")]
    [InlineData("a/b c", false, "/a%2Fb%20c?hridContainsUUID=false")]
    [InlineData("11111111-2222-3333-4444-555555555555", true, "/11111111-2222-3333-4444-555555555555?hridContainsApiUUID=true&hridContainsUUID=true")]
    public async Task Delete_EachMode_SaysWhichItIs(string reference, bool isUuid, string suffix)
    {
        _apim.Server.Answers(204, "");

        (await DeleteAsync(reference, isUuid)).Value.ShouldBe(DeleteOutcome.Deleted);

        (_apim.Server.Sent.Single().Method, _apim.Server.Sent.Single().Url).ShouldBe(("DELETE", Apis + suffix));
    }

    [Theory]
    [InlineData("""{"httpStatus":404,"message":"HRID [x] cannot be found.","technicalCode":"hrid.notFound"}""")]
    [InlineData("")]
    public async Task Delete_Absent_Succeeds(string body)
    {
        _apim.Server.Answers(404, body);

        (await DeleteAsync("default-api")).Value.ShouldBe(DeleteOutcome.AlreadyGone);
    }

    [Fact]
    public async Task Delete_Forbidden_TellsThatTheApiMayBeGone()
    {
        _apim.Server.Answers(403, """{"message":"You do not have sufficient rights to access this resource","technicalCode":"forbidden"}""");

        var error = (await DeleteAsync("default-api")).Error.ShouldNotBeNull();

        error.Kind.ShouldBe(ApimErrorKind.Forbidden);
        error.Message.ShouldContain("already gone");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task Delete_EmptyReference_Throws(string reference) =>
        await Should.ThrowAsync<ArgumentException>(() => DeleteAsync(reference));

    [Fact]
    public async Task Failure_ServerEchoesTheToken_NothingShowsIt()
    {
        _apim.Server.Answers(500, $$"""{"message":"{{ClientFixture.Token}}","technicalCode":"unexpected"}""").Answers(403, ClientFixture.Token);

        var (import, delete) = ((await ImportAsync()).Error!, (await DeleteAsync("default-api")).Error!);

        $"{import}{delete}{string.Join('\n', _apim.Logs.Lines)}".ShouldNotContain(ClientFixture.Token);
    }

    [Fact]
    public async Task Import_CloudContext_HasTheCloudsPath()
    {
        _apim.Server.Answers(200, "{}");
        var connection = _apim.Connection with { Cloud = true };

        await _apim.Client.ImportApiV4Async(connection, ClientFixture.Body, false, true, TestContext.Current.CancellationToken);

        _apim.Server.Sent.Single().Url.ShouldStartWith("https://apim.example.com/apim/automation/organizations/");
    }

    [Fact]
    public async Task Import_TokenWithLineBreakAtItsEnd_IsTrimmed()
    {
        _apim.Server.Answers(200, "{}");
        var connection = _apim.Connection with { Credentials = ApimCredentials.Bearer("token\n") };

        await _apim.Client.ImportApiV4Async(connection, ClientFixture.Body, false, true, TestContext.Current.CancellationToken);

        _apim.Server.Sent.Single().Authorization.ShouldBe("Bearer token");
    }

    private Task<ApimResult<ImportStatus>> ImportAsync(bool isUuid = false, bool dryRun = false) =>
        _apim.Client.ImportApiV4Async(_apim.Connection, ClientFixture.Body, isUuid, dryRun, TestContext.Current.CancellationToken);

    private Task<ApimResult<DeleteOutcome>> DeleteAsync(string reference, bool isUuid = false) =>
        _apim.Client.DeleteApiV4Async(_apim.Connection, reference, isUuid, TestContext.Current.CancellationToken);
}

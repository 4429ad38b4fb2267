using System.Text;
using Gko.Apim.Client;
using Gko.Apim.Connections;

namespace Gko.Apim.Tests.Client;

public sealed class ApimClientTests : IDisposable
{
    private const string ImportUrl = "https://apim.example.com/management/organizations/ORG/environments/ENV/apis/import-crd?dryRun=";
    private readonly ClientFixture _apim = new();

    public void Dispose() => _apim.Dispose();

    [Theory]
    [InlineData(true, "true")]
    [InlineData(false, "false")]
    public async Task Import_EitherMode_PutsTheBody(bool dryRun, string flag)
    {
        _apim.Server.Answers(200, """{"id":"i"}""");

        await _apim.ImportAsync(dryRun);

        _apim.Server.Sent.ShouldHaveSingleItem().ShouldBe(
            new("PUT", ImportUrl + flag, $"Bearer {ClientFixture.Token}", "application/json", """{"name":"echo"}"""));
    }

    [Fact]
    public async Task Find_CrossId_AsksForTheApisThatHaveIt()
    {
        _apim.Server.Answers(200, """[{"id":"stored","name":"echo"}]""");

        var found = await _apim.Client.FindApisAsync(_apim.Connection, "a b", TestContext.Current.CancellationToken);

        found.Value.ShouldHaveSingleItem().Id.ShouldBe("stored");
        var sent = _apim.Server.Sent.ShouldHaveSingleItem();
        (sent.Method, new Uri(sent.Url).Query).ShouldBe(("GET", "?crossId=a%20b"));
    }

    [Fact]
    public async Task Import_Success_ReadsEveryField()
    {
        _apim.Server.Answers(200, """
            {"organizationId":"O","environmentId":"E","id":"i","crossId":"c","state":"STARTED","plans":{"pc":"pi"},
             "errors":{"severe":["s"],"warning":["w"]},"new":{}}
            """);

        var status = (await _apim.ImportAsync()).Value.ShouldNotBeNull();

        (status.OrganizationId, status.EnvironmentId, status.Id, status.CrossId, status.State).ShouldBe(("O", "E", "i", "c", "STARTED"));
        status.Plans.ShouldHaveSingleItem().ShouldBe(new("pc", "pi"));
        status.Errors!.Severe.ShouldBe(["s"]);
        status.Errors.Warning.ShouldBe(["w"]);
    }

    [Theory]
    [InlineData(400, ApimErrorKind.Rejected, false, false)]
    [InlineData(401, ApimErrorKind.BadCredentials, false, false)]
    [InlineData(403, ApimErrorKind.Forbidden, true, false)]
    [InlineData(404, ApimErrorKind.NotFound, true, false)]
    [InlineData(405, ApimErrorKind.Rejected, true, false)]
    [InlineData(409, ApimErrorKind.Conflict, true, false)]
    [InlineData(415, ApimErrorKind.Rejected, true, false)]
    [InlineData(429, ApimErrorKind.Throttled, true, true)]
    [InlineData(500, ApimErrorKind.ServerError, true, true)]
    [InlineData(503, ApimErrorKind.ServerError, true, true)]
    [InlineData(304, ApimErrorKind.InvalidResponse, true, true)]
    public async Task Import_FailedStatus_IsClassified(int status, ApimErrorKind kind, bool retryable, bool unavailable)
    {
        _apim.Server.Answers(status, "");

        var error = (await _apim.ImportAsync()).Error.ShouldNotBeNull();

        (error.Kind, error.Status, error.Retryable, error.IsUnavailable).ShouldBe((kind, status, retryable, unavailable));
    }

    [Theory]
    [InlineData("""{"message":"no such thing","http_status":400,"technicalCode":"x.y"}""", "no such thing", "x.y")]
    [InlineData("""{"severe":["a"],"warning":["b"]}""", "Bad Request", null)]
    [InlineData("<html>", "Bad Request", null)]
    [InlineData("", "Bad Request", null)]
    [InlineData("[1]", "Bad Request", null)]
    [InlineData("""{"message":7}""", "Bad Request", null)]
    public async Task Import_RejectedWithAnyBody_SaysWhatTheServerSaid(string body, string words, string? code)
    {
        _apim.Server.Answers(400, body);

        var error = (await _apim.ImportAsync()).Error.ShouldNotBeNull();

        error.Message.ShouldBe($"request [PUT] {ImportUrl}false failed with status 400 ({words}): {body}");
        error.TechnicalCode.ShouldBe(code);
    }

    [Fact]
    public async Task Import_RejectedWithLists_CarriesThem()
    {
        _apim.Server.Answers(400, """{"severe":["a","b"],"warning":["c"]}""");

        var error = (await _apim.ImportAsync()).Error.ShouldNotBeNull();

        error.Severe.ShouldBe(["a", "b"]);
        error.Warnings.ShouldBe(["c"]);
    }

    [Fact]
    public async Task Import_BeanValidation_CarriesTheFields()
    {
        _apim.Server.Answers(400, """{"message":"must not be null","details":[{"message":"must not be null","location":"name"}]}""");

        (await _apim.ImportAsync()).Error!.Details.ShouldBe(["name: must not be null"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("<html>login</html>")]
    [InlineData("""{"plans":[]}""")]
    public async Task Import_SuccessThatIsNotApims_IsInvalidResponse(string body)
    {
        _apim.Server.Answers(200, body);

        var error = (await _apim.ImportAsync()).Error.ShouldNotBeNull();

        (error.Kind, error.Status).ShouldBe((ApimErrorKind.InvalidResponse, 200));
        error.Message.ShouldContain(ImportUrl);
    }

    [Fact]
    public async Task Import_LongErrorBody_IsShortened()
    {
        _apim.Server.Answers(500, new string('x', 100_000));

        (await _apim.ImportAsync()).Error!.Message.Length.ShouldBeLessThan(10_000);
    }

    [Fact]
    public async Task Import_ConnectionFailure_NamesEveryCauseOnce()
    {
        _apim.Server.Throws(new HttpRequestException(
            "The SSL connection could not be established, see inner exception.",
            new IOException("The remote certificate is invalid.", new IOException("The remote certificate is invalid."))));

        var error = (await _apim.ImportAsync()).Error.ShouldNotBeNull();

        error.Kind.ShouldBe(ApimErrorKind.Unreachable);
        error.Message.ShouldBe(
            $"unable to perform request [PUT] {ImportUrl}false: "
            + "(The SSL connection could not be established: The remote certificate is invalid)");
    }

    [Fact]
    public async Task Import_NoAnswer_TimesOutAfterTheLimit()
    {
        _apim.Server.Hangs();

        var import = _apim.ImportAsync();
        await _apim.Time.WaitForTimerAsync();
        _apim.Time.Advance(TimeSpan.FromSeconds(4.9));
        import.IsCompleted.ShouldBeFalse();
        _apim.Time.Advance(TimeSpan.FromSeconds(0.1));

        var error = (await import).Error.ShouldNotBeNull();
        error.Kind.ShouldBe(ApimErrorKind.Timeout);
        error.Message.ShouldEndWith("(no answer within 5 s)");
    }

    [Fact]
    public async Task Import_CallerCancels_Throws()
    {
        _apim.Server.Hangs();
        using var caller = new CancellationTokenSource();

        var import = _apim.ImportAsync(ct: caller.Token);
        await caller.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => import);
    }

    [Theory]
    [InlineData("not a url")]
    [InlineData("ftp://apim")]
    [InlineData("http://")]
    public async Task Import_UnusableUrl_IsUnreachable(string baseUrl)
    {
        var connection = _apim.Connection with { BaseUrl = baseUrl };

        var result = await _apim.Client.ImportApiAsync(connection, ClientFixture.Body, true, TestContext.Current.CancellationToken);

        result.Error!.Kind.ShouldBe(ApimErrorKind.Unreachable);
    }

    [Fact]
    public async Task Import_TokenThatFitsNoHeader_IsBadCredentialsAndIsNotSent()
    {
        var connection = _apim.Connection with { Credentials = ApimCredentials.Bearer("to\nken") };

        var result = await _apim.Client.ImportApiAsync(connection, ClientFixture.Body, true, TestContext.Current.CancellationToken);

        (result.Error!.Kind, result.Error.Retryable).ShouldBe((ApimErrorKind.BadCredentials, false));
        _apim.Server.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Ping_Environment_ReadsIt()
    {
        _apim.Server.Answers(200, """{"id":"env-1","name":"Development","description":"x"}""");

        var environment = (await _apim.PingAsync()).Value.ShouldNotBeNull();

        (environment.Id, environment.Name).ShouldBe(("env-1", "Development"));
        _apim.Server.Sent.Single().Url.ShouldBe("https://apim.example.com/management/v2/organizations/ORG/environments/ENV");
    }

    [Theory]
    [InlineData(204, DeleteOutcome.Deleted)]
    [InlineData(404, DeleteOutcome.AlreadyGone)]
    public async Task Delete_GoneEitherWay_Succeeds(int status, DeleteOutcome outcome)
    {
        _apim.Server.Answers(status, "");

        var result = await _apim.Client.DeleteApiAsync(_apim.Connection, "a/b", TestContext.Current.CancellationToken);

        result.Value.ShouldBe(outcome);
        _apim.Server.Sent.Single().Url.ShouldEndWith("/environments/ENV/apis/a%2Fb?closePlans=true");
    }

    [Theory]
    [InlineData(200, "", true)]
    [InlineData(200, "{}", true)]
    [InlineData(200, " \n<html>Please log in</html>", false)]
    [InlineData(404, """{"message":"Api [id] cannot be found."}""", true)]
    [InlineData(404, "default backend - 404", false)]
    public async Task Delete_AnswerWithABody_CountsUnlessItIsAPage(int status, string body, bool expected)
    {
        _apim.Server.Answers(status, body);

        var result = await _apim.Client.DeleteApiAsync(_apim.Connection, "id", TestContext.Current.CancellationToken);

        (result.IsSuccess, result.Error?.Kind).ShouldBe((expected, expected ? null : ApimErrorKind.InvalidResponse));
    }

    [Theory]
    [InlineData(429, null, false)]
    [InlineData(null, ApimErrorKind.Throttled, true)]
    [InlineData(null, ApimErrorKind.CircuitOpen, true)]
    [InlineData(null, ApimErrorKind.Unreachable, false)]
    public void IsHeldBack_OnlyWhatDidNotLeave_IsTrue(int? status, ApimErrorKind? kind, bool expected) => new ApimError
    {
        Kind = kind ?? ApimErrorKind.Throttled, Status = status, Message = "", Method = "PUT", Url = "",
    }.IsHeldBack.ShouldBe(expected);

    [Fact]
    public async Task Delete_Forbidden_Fails()
    {
        _apim.Server.Answers(403, "");

        var result = await _apim.Client.DeleteApiAsync(_apim.Connection, "id", TestContext.Current.CancellationToken);

        result.Error!.Kind.ShouldBe(ApimErrorKind.Forbidden);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task Delete_EmptyId_Throws(string id) =>
        await Should.ThrowAsync<ArgumentException>(
            () => _apim.Client.DeleteApiAsync(_apim.Connection, id, TestContext.Current.CancellationToken));

    [Fact]
    public async Task Failure_ServerEchoesCredentials_NothingShowsThem()
    {
        var basic = ApimCredentials.Basic("user", "pa55word-long");
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes("user:pa55word-long"));
        var connection = _apim.Connection with { BaseUrl = "https://me:ur1pass@apim", Credentials = basic };
        var body = $$"""{"message":"Basic {{encoded}} is pa55word-long","details":["pa55word-long"]}""";
        _apim.Server.Answers(400, body).Answers(200, body + "x").Throws(new HttpRequestException($"header {encoded}"));

        for (var i = 0; i < 3; i++)
        {
            var result = await _apim.Client.ImportApiAsync(connection, ClientFixture.Body, true, TestContext.Current.CancellationToken);
            var shown = result.Error!.ToString() + string.Join(';', result.Error.Details) + string.Join('\n', _apim.Logs.Lines);

            shown.ShouldNotContain("pa55word");
            shown.ShouldNotContain(encoded);
            shown.ShouldNotContain("ur1pass");
        }
    }
}

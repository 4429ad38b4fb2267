using System.Text.Json.Nodes;
using Gko.Testing;
using static Gko.DevCluster.Tests.Management.Automation.ApiV4Builder;

namespace Gko.DevCluster.Tests.Management.Automation;

public sealed class ApplicationTests : IAsyncLifetime
{
    private const string Kind = "applications";
    private const string Path = ManagementFixture.Automation + "/" + Kind;
    private readonly ManagementFixture _apim = new();
    private readonly TestCertificates _certificates = new();

    public ValueTask InitializeAsync() => _apim.InitializeAsync();

    public ValueTask DisposeAsync()
    {
        _certificates.Dispose();
        return _apim.DisposeAsync();
    }

    [Fact]
    public async Task Put_New_EchoesItAndCanBeRead()
    {
        var answer = await _apim.PutAsync(Kind, AnApp());

        (answer.Status, (string?)answer.Json["id"], (string?)answer.Json["status"]).ShouldBe((200, Id, "ACTIVE"));
        answer.Json["errors"]!.ToJsonString().ShouldBe("""{"severe":[],"warning":[]}""");
        var read = await _apim.GetAsync($"{Path}/default-my-api");
        ((string?)read.Json["name"], (string?)read.Json["environmentId"]).ShouldBe(("app", "DEFAULT"));
    }

    [Fact]
    public async Task Put_DryRun_ChangesNothing()
    {
        var answer = await _apim.PutAsync(Kind, AnApp(), dryRun: true);

        (answer.Status, answer.Json["errors"]).ShouldBe((200, null));
        (await _apim.GetAsync($"{Path}/default-my-api")).Message.ShouldBe("HRID [default-my-api] cannot be found.");
    }

    [Fact]
    public async Task Put_ByUuid_IsFoundByIt()
    {
        (await _apim.PutAsync(Kind, AnApp(CrossId), isUuid: true)).Json["id"]!.GetValue<string>().ShouldBe(CrossId);

        (await _apim.GetAsync($"{Path}/{CrossId}?hridContainsUUID=true")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Put_UnknownGroupAndMember_AreDroppedWithWarnings()
    {
        var answer = await _apim.PutAsync(
            Kind, AnApp().Having("groups", """["g"]""").Having("members", """[{"source":"memory","sourceId":"ghost","role":"USER"}]"""));

        answer.Warnings.ShouldBe(
            ["Group [g] could not be found in environment [DEFAULT]", "member [ghost] of source [memory] could not be found in organization [DEFAULT]"]);
        (await _apim.GetAsync($"{Path}/default-my-api")).Json["groups"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("PRIMARY_OWNER", "setting a member with the primary owner role is not allowed", null)]
    [InlineData("REVIEWER", null, "member role [REVIEWER] doesn't exist")]
    public async Task Put_Role_MustBeOneOfApplications(string role, string? severe, string? warning)
    {
        var body = AnApp().Having("members", $$"""[{"source":"memory","sourceId":"user","role":"{{role}}"}]""");

        var answer = await _apim.PutAsync(Kind, body, dryRun: true);

        answer.Severe.ShouldBe(severe is null ? [] : [severe]);
        answer.Warnings.ShouldBe(warning is null ? [] : [warning]);
    }

    [Theory]
    [InlineData("""{"hrid":"default-x","name":"x"}""", "description")]
    [InlineData("""{"hrid":"a.b","name":"x","description":"d"}""", "hrid")]
    public async Task Put_Incomplete_IsAValidationError(string body, string location)
    {
        var answer = await _apim.PutAsync(Kind, JsonNode.Parse(body)!.AsObject(), dryRun: true);

        (answer.Status, answer.Message, (string?)answer.Json["details"]![0]!["location"]).ShouldBe((400, "Validation error", location));
    }

    [Fact]
    public async Task Put_ClientIdOfAnotherActiveApplication_IsRefused()
    {
        var settings = """{"app":{"type":"web","clientId":"me"}}""";
        await _apim.PutAsync(Kind, AnApp("default-other").Having("settings", settings));

        var severe = (await _apim.PutAsync(Kind, AnApp().Having("settings", settings), dryRun: true)).Severe.ShouldHaveSingleItem();
        await _apim.SendAsync("DELETE", $"{Path}/default-other");

        severe.ShouldStartWith("client id [me] is already defined for application [app] with id [");
        (await _apim.PutAsync(Kind, AnApp().Having("settings", settings), dryRun: true)).Severe.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("web", "authorization_code", "https://a.b", null)]
    [InlineData("WEB", "refresh_token", "https://a.b", "OAuth application of type [Web] must have at least [authorization_code] as a grant type")]
    [InlineData("BROWSER", "authorization_code,client_credentials", "https://a.b", "unknown grant types [client_credentials] for OAuth application of type [SPA]")]
    [InlineData("NATIVE", "authorization_code", "", "application type [Native] requires redirect URIs to be defined")]
    [InlineData("NATIVE", "authorization_code", "not-a-url", "invalid redirect URI [not-a-url]")]
    [InlineData("BACKEND_TO_BACKEND", "client_credentials", "", null)]
    public async Task Put_OAuth_MustFitItsType(string type, string grants, string uris, string? severe)
    {
        await _apim.SendAsync("PUT", "/_test/settings", JsonNode.Parse("""{"clientRegistration":true}"""));
        var body = OAuth(type, grants, uris);

        (await _apim.PutAsync(Kind, body, dryRun: true)).Severe.ShouldBe(severe is null ? [] : [severe]);
    }

    [Fact]
    public async Task Put_OAuthWithoutClientRegistration_IsRefused() =>
        (await _apim.PutAsync(Kind, OAuth("web", "authorization_code", "https://a.b"), dryRun: true)).Severe
            .ShouldBe(["configuring OAuth requires client registration to be enabled on environment [DEFAULT]"]);

    [Fact]
    public async Task Put_UnknownGrant_IsUnexpected()
    {
        var answer = await _apim.PutAsync(Kind, OAuth("web", "magic", "https://a.b"), dryRun: true);

        (answer.Status, answer.Message, (string?)answer.Json["technicalCode"]).ShouldBe((400, "Unexpected value 'magic'", "invalidValue"));
    }

    [Fact]
    public async Task Put_Certificates_AreChecked()
    {
        var (first, second) = (Pem("a"), Pem("b"));

        (await SevereOf(first, second)).ShouldBeEmpty();
        (await SevereOf(first, first)).ShouldBe(["client certificate content must be unique"]);
        (await SevereOf("invalid-content")).ShouldBe(["certificate is empty"]);
        (await SevereOf("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")).ShouldBe(["certificate is not a valid PEM"]);
        (await SevereOf(_certificates.AuthorityPem)).ShouldBe(["certificate is a CA certificate"]);
    }

    [Theory]
    [InlineData("2027-01-01T00:00:00Z", "2020-01-01T00:00:00Z", "certificate [cert0]: startsAt must be before endsAt", null)]
    [InlineData("2020-01-01T00:00:00Z", "2020-01-01T00:00:00Z", "certificate [cert0]: startsAt must be before endsAt", null)]
    [InlineData("2020-01-01T00:00:00Z", "2999-01-01T00:00:00Z", null, "certificate [cert0]: endsAt is after certificate expiration date")]
    [InlineData("2020-01-01T00:00:00Z", "", null, null)]
    public async Task Put_CertificateDates_AreChecked(string startsAt, string endsAt, string? severe, string? warning)
    {
        var body = WithCertificates(Pem("a"));
        var certificate = body["settings"]!["tls"]!["clientCertificates"]![0]!;
        (certificate["startsAt"], certificate["endsAt"]) = (startsAt, endsAt);

        var answer = await _apim.PutAsync(Kind, body, dryRun: true);

        answer.Severe.ShouldBe(severe is null ? [] : [severe]);
        answer.Warnings.ShouldBe(warning is null ? [] : [warning]);
    }

    [Fact]
    public async Task Put_CertificateDateThatIsNone_IsUnexpected()
    {
        var body = WithCertificates(Pem("a"));
        body["settings"]!["tls"]!["clientCertificates"]![0]!["endsAt"] = "tomorrow";

        var answer = await _apim.PutAsync(Kind, body, dryRun: true);

        (answer.Status, (string?)answer.Json["technicalCode"]).ShouldBe((400, "invalidValue"));
    }

    [Fact]
    public async Task Put_SingleCertificate_IsDeprecatedAndExcludesTheList()
    {
        var body = AnApp();
        body["settings"]!["tls"] = new JsonObject { ["clientCertificate"] = Pem("a") };
        var both = WithCertificates(Pem("b"));
        both["settings"]!["tls"]!["clientCertificate"] = Pem("c");

        (await _apim.PutAsync(Kind, body, dryRun: true)).Warnings.ShouldBe(["clientCertificate is deprecated, use clientCertificates instead"]);
        (await _apim.PutAsync(Kind, both, dryRun: true)).Severe
            .ShouldBe(["cannot set both clientCertificate and clientCertificates, use clientCertificates only"]);
    }

    [Fact]
    public async Task Put_CertificateOfAnotherApplication_FailsOnlyForReal()
    {
        var pem = Pem("a");
        await _apim.PutAsync(Kind, WithCertificates(pem));
        var other = WithCertificates(pem).Having("hrid", "\"default-other\"");

        (await _apim.PutAsync(Kind, other, dryRun: true)).Severe.ShouldBeEmpty();
        var answer = await _apim.PutAsync(Kind, other);

        (answer.Status, (string?)answer.Json["technicalCode"]).ShouldBe((400, "application.certificate.alreadyUsed"));
    }

    [Fact]
    public async Task Delete_Known_ArchivesItAndTheNextWriteRestoresIt()
    {
        await _apim.PutAsync(Kind, AnApp());

        (await _apim.SendAsync("DELETE", $"{Path}/default-my-api")).Status.ShouldBe(204);
        (await _apim.SendAsync("DELETE", $"{Path}/default-my-api")).Status.ShouldBe(204);
        ((string?)(await _apim.GetAsync($"{Path}/default-my-api")).Json["status"]).ShouldBe("ARCHIVED");
        (await _apim.PutAsync(Kind, AnApp().Having("status", "\"ARCHIVED\""))).Json["technicalCode"]!.GetValue<string>().ShouldBe("application.archived");
        ((string?)(await _apim.PutAsync(Kind, AnApp())).Json["status"]).ShouldBe("ACTIVE");
        (await _apim.SendAsync("DELETE", $"{Path}/never-was")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task AnyCall_PlainUser_IsForbidden()
    {
        (await _apim.PutAsync(Kind, AnApp(), dryRun: true, login: "user:password")).Status.ShouldBe(403);
        (await _apim.SendAsync("GET", $"{Path}/x", login: "user:password")).Status.ShouldBe(403);
    }

    private static JsonObject AnApp(string hrid = "default-my-api") => JsonNode.Parse(
        $$$"""{"hrid":"{{{hrid}}}","name":"app","description":"An app","contextRef":{"name":"ignored"},"settings":{"app":{"type":"web"} } }""")!.AsObject();

    private static JsonObject OAuth(string type, string grants, string uris)
    {
        var body = AnApp();
        body["settings"] = new JsonObject
        {
            ["oauth"] = new JsonObject { ["applicationType"] = type, ["grantTypes"] = Words(grants), ["redirectUris"] = Words(uris) },
        };
        return body;
    }

    private static JsonArray Words(string text) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(word => (JsonNode)word)];

    private static JsonObject WithCertificates(params string[] pems)
    {
        var body = AnApp();
        var list = pems.Select((pem, index) => (JsonNode)new JsonObject { ["name"] = $"cert{index}", ["content"] = pem });
        body["settings"]!["tls"] = new JsonObject { ["clientCertificates"] = new JsonArray([.. list]) };
        return body;
    }

    private string Pem(string name) => _certificates.ForClient(name).Certificate;

    private async Task<IReadOnlyList<string>> SevereOf(params string[] pems) =>
        (await _apim.PutAsync(Kind, WithCertificates(pems), dryRun: true)).Severe;
}

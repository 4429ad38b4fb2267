using Gko.Apim.Client;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Model.Core;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

/// <summary>Upstream's integration tests of the admission of applications, with its manifests (matrix 4.3); APIM's part is scripted.</summary>
public sealed class ApplicationMatrixTests : IAsyncLifetime
{
    private const string Folder = "apim/application/";
    private const string Plain = Folder + "application";
    private const string Inline = Folder + "application-with-client-certs-inline";
    private const string References = Folder + "application-with-client-certs-refs";
    private const string BackendToBackend = Folder + "application-with-oauth-backend-to-backend-settings";

    private static readonly Dictionary<string, (string File, Action<Application, WebhookFixture> Change, string Expected)> Creations = new(StringComparer.Ordinal)
    {
        ["AP-T1"] = (References, (_, _) => { }, ""),
        ["AP-T2"] = (References, (it, fixture) =>
        {
            it.Spec!.Settings!.Tls!.ClientCertificates![0].Ref!.Name = "ca-cert-secret";
            Refuse(fixture, "certificate is a CA certificate");
        }, "certificate is a CA certificate"),
        ["AP-T3"] = (Inline, (it, _) => it.Spec!.Settings!.Tls!.ClientCertificate = ApplicationArrangement.Pem, "clientCertificate and clientCertificates cannot be used at the same time"),
        ["AP-T4"] = (References, (it, _) => it.Spec!.Settings!.Tls!.ClientCertificates![0].Content = "content", "clientCertificates[0]: content and ref cannot both be set"),
        ["AP-T5"] = (References, (it, _) => it.Spec!.Settings!.Tls!.ClientCertificates![0].Ref = null, "clientCertificates[0]: either content or ref must be set"),
        ["AP-T6"] = (Inline, (it, fixture) =>
        {
            it.Spec!.Settings!.Tls!.ClientCertificates![0].Content = "invalid-content";
            Refuse(fixture, "certificate is empty");
        }, "certificate is empty"),
        ["AP-T7"] = (Inline, (it, fixture) =>
        {
            var certificate = it.Spec!.Settings!.Tls!.ClientCertificates![0];
            (certificate.StartsAt, certificate.EndsAt) = ("2027-01-01T00:00:00Z", "2020-01-01T00:00:00Z");
            Refuse(fixture, "certificate [cert1]: startsAt must be before endsAt");
        }, "certificate [cert1]: startsAt must be before endsAt"),
        ["AP-T8"] = (Plain, (it, _) => it.Spec!.ContextRef = new() { Name = "unknown" }, "resource [simple-application] references management context [default/unknown] that doesn't exist in the cluster"),
        ["AP-T10"] = (Plain, (it, _) => it.Spec!.Settings!.OAuth = new() { ApplicationType = OAuthApplicationTypes.Web }, "configuring both OAuth and simple settings is not allowed"),
        ["AP-T11"] = (Plain, (it, _) => it.Spec!.Domain = """[[ configmap "missing/key" ]]""", "configmap [default/missing] not found;"),
        ["AP-T12"] = (Plain, (it, _) => it.Spec!.Domain = """[[ secret "client-cert-secret/missing" ]]""", "key [missing] not found in secret [default/client-cert-secret];"),
        ["AP-T13"] = (Plain, (it, _) => it.Spec!.Domain = """[[ secret "missing/key" ]]""", "secret [default/missing] not found;"),
    };

    private static readonly Dictionary<string, (string File, Action<Application> Change, string Expected)> UpdateCases = new(StringComparer.Ordinal)
    {
        ["AP-T15"] = (BackendToBackend, it => it.Spec!.Settings!.OAuth!.ApplicationType = "MOBILE", "updating OAuth application type is not allowed"),
        ["AP-T16"] = (Plain, it => it.Spec!.Settings = new() { OAuth = new() { ApplicationType = OAuthApplicationTypes.Native } }, "moving from simple to Oauth settings is not allowed"),
        ["AP-T17"] = (Plain, it => it.Spec!.Domain = """[[ configmap "missing/key" ]]""", "configmap [default/missing] not found;"),
        ["AP-T18"] = (Plain, it => it.Spec!.Domain = """[[ secret "missing/key" ]]""", "secret [default/missing] not found;"),
    };

    private WebhookFixture _fixture = null!;

    public static TheoryData<string> CreationIds => [.. Creations.Keys];

    public static TheoryData<string> UpdateIds => [.. UpdateCases.Keys];

    public async ValueTask InitializeAsync() => _fixture = await WebhookFixture.CreateAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [MemberData(nameof(CreationIds))]
    public async Task Create_UpstreamsCase_AnswersTheSame(string id)
    {
        var (file, change, expected) = Creations[id];
        var application = Given(file);
        change(application, _fixture);

        var verdict = await _fixture.ReviewAsync(Requests.Create(application));

        (verdict.Errors.Count > 0 ? verdict.Errors[0].Message : "").ShouldStartWith(expected);
        verdict.Allowed.ShouldBe(expected.Length == 0);
    }

    [Theory]
    [MemberData(nameof(UpdateIds))]
    public async Task Update_UpstreamsCase_AnswersTheSame(string id)
    {
        var (file, change, expected) = UpdateCases[id];
        var stored = _fixture.Cluster.Put(Given(file));
        var application = UpstreamManifests.Read<Application>(file);
        change(application);

        var verdict = await _fixture.ReviewAsync(Requests.Update(stored, application));

        verdict.Errors[0].Message.ShouldStartWith(expected);
    }

    [Fact]
    public async Task Create_UnknownGroup_IsApimsWarning()
    {
        var application = Given(Plain);
        application.Spec!.Groups = ["random"];
        _fixture.Apim.OnImportObject = _ => new ImportStatus
        {
            Errors = new ImportErrors { Warning = ["Group [random] could not be found in environment [DEFAULT]"] },
        };

        var verdict = await _fixture.ReviewAsync(Requests.Create(application));

        verdict.Allowed.ShouldBeTrue();
        verdict.Warnings.ShouldBe(["Group [random] could not be found in environment [DEFAULT]"]);
    }

    [Fact]
    public async Task Delete_SubscribedApplication_IsRefused()
    {
        var application = Given(Folder + "application-with-client-id");
        _fixture.Cluster.Put(UpstreamManifests.Read<Subscription>("apim/subscription/subscription"));

        (await _fixture.ReviewAsync(Requests.Delete(application))).Errors.ShouldHaveSingleItem().Message.ShouldStartWith(
            "cannot delete [default/simple-application-with-client-id] because it is referenced in 1 subscriptions.");
    }

    private static void Refuse(WebhookFixture fixture, string message) =>
        fixture.Apim.OnImportObject = _ => new ImportStatus { Errors = new ImportErrors { Severe = [message] } };

    private Application Given(string file)
    {
        var application = UpstreamManifests.Read<Application>(file);
        _fixture.Cluster.Put(AContext("dev-ctx").Build());
        _fixture.Cluster.Put(UpstreamManifests.Read<Secret>(Folder + "client-cert-secret"));
        _fixture.Cluster.Put(UpstreamManifests.Read<Secret>(Folder + "ca-cert-secret"));
        _fixture.Cluster.Put(UpstreamManifests.Read<ConfigMap>(Folder + "client-cert-configmap"));
        return application;
    }
}

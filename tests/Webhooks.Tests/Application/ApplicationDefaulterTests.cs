using System.Text.Json;
using Gko.Contracts;
using Gko.Kubernetes.Serialization;
using Gko.Resolution;
using Gko.Testing.Builders;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

public sealed class ApplicationDefaulterTests
{
    private const string Certificates = "/spec/settings/tls/clientCertificates";

    private WatchScope _scope = new([]);

    [Fact]
    public async Task Default_NothingMissing_ChangesNothing() =>
        (await DefaultAsync(AnApplication().WithCertificate("pem"))).ShouldBeEmpty();

    [Fact]
    public async Task Default_NoCertificates_ChangesNothing() => (await DefaultAsync(AnApplication())).ShouldBeEmpty();

    [Fact]
    public async Task Default_NoSpec_ChangesNothing() =>
        (await DefaultAsync(AnApplication().WithObject(application => application.Spec = null))).ShouldBeEmpty();

    [Fact]
    public async Task Default_CertificatesWithoutName_AreNamedByTheirPositions() =>
        (await DefaultAsync(Nameless(AnApplication().With(spec => spec.Name = "My App").WithCertificate("pem").WithCertificate("pem")))).ShouldBe(
            [$"add {Certificates}/0/name My App-0", $"add {Certificates}/1/name My App-1"], ignoreOrder: true);

    [Fact]
    public async Task Default_ReferenceWithNameOnly_MeansTheCertificateOfASecret() =>
        (await DefaultAsync(AnApplication().WithCertificate(reference: new CertificateReference { Name = "s" }))).ShouldBe(
            [$"add {Certificates}/0/ref/kind secrets", $"add {Certificates}/0/ref/key tls.crt"], ignoreOrder: true);

    [Fact]
    public async Task Default_CertificateThatIsNull_IsLeftToTheReview() =>
        (await DefaultAsync(AnApplication().WithCertificate("pem").With(spec => spec.Settings!.Tls!.ClientCertificates![0] = null!))).ShouldBeEmpty();

    [Fact]
    public async Task Default_ObjectIsBeingDeleted_ChangesNothing() =>
        (await DefaultAsync(Nameless(AnApplication().WithCertificate("pem")).Deleting())).ShouldBeEmpty();

    [Fact]
    public async Task Default_NamespaceOutOfScope_ChangesNothing()
    {
        _scope = new WatchScope(["elsewhere"]);

        (await DefaultAsync(Nameless(AnApplication().WithCertificate("pem")))).ShouldBeEmpty();
    }

    private static ApplicationBuilder Nameless(ApplicationBuilder application) =>
        application.With(spec => spec.Settings!.Tls!.ClientCertificates!.ForEach(certificate => certificate.Name = null));

    private static JsonElement Json(Application application) =>
        JsonSerializer.SerializeToElement(application, ContractsJson.Relaxed.Application);

    private async Task<IEnumerable<string>> DefaultAsync(ApplicationBuilder builder)
    {
        var application = builder.Build();
        var before = Json(application);
        var verdict = await new ApplicationDefaulter(_scope).DefaultAsync(application, Requests.Create(application), CancellationToken.None);
        (verdict.Allowed, verdict.Warnings.Count).ShouldBe((true, 0));
        return JsonPatch.Diff(before, Json(application)).Select(change => $"{change!["op"]} {change["path"]} {change["value"]}");
    }
}

using System.Text;
using Gko.Contracts;
using Gko.Kubernetes.Model.Core;
using Gko.Resolution;
using Gko.Testing.Builders;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

public sealed class ApplicationAdmissionTests : IAsyncLifetime
{
    private readonly ApplicationArrangement _given = new();
    private WebhookFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await WebhookFixture.CreateAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Create_Complete_IsShownToApimOnceAsADryRun()
    {
        await _given.CreateAsync(_fixture);

        var import = _fixture.Apim.ObjectImports.ShouldHaveSingleItem();
        (import.DryRun, import.Path, import.Hrid, import.IsUuid).ShouldBe((true, "applications", "default-app", false));
    }

    [Fact]
    public async Task Create_Certificates_AreShownToApimAsTheyAre()
    {
        _given.Around = it => it.Cluster.Put(ASecret("s").WithKey("tls.crt", Convert.ToBase64String(Encoding.UTF8.GetBytes("of the secret"))).Build());
        _given.Application
            .WithCertificate("in clear").WithCertificate(reference: new CertificateReference { Name = "s" }, encoded: true);

        await _given.CreateAsync(_fixture);

        _fixture.Apim.ObjectImports.ShouldHaveSingleItem().Body["settings"]!["tls"]!["clientCertificates"]!.AsArray()
            .Select(certificate => (string?)certificate!["content"]).ShouldBe(["in clear", "of the secret"]);
    }

    [Fact]
    public async Task Create_SeveralMistakes_ReportsAllInUpstreamsOrderAndAsksNobody()
    {
        _given.Application.WithContext("absent").With(spec => spec.Settings!.OAuth = new OAuthSettings()).WithCertificate()
            .WithCertificate(reference: new CertificateReference { Name = "s" });

        var verdict = await _given.CreateAsync(_fixture);

        verdict.Errors.Select(error => error.Field).ShouldBe(
            ["spec.contextRef", "spec.settings", "spec.settings.tls.clientCertificates[0]"]);
        _fixture.Apim.Calls.ShouldBe(0);
        _fixture.Cluster.Requests.ShouldNotContain("get secrets default/s");
    }

    [Fact]
    public async Task Create_SeveralUnreadableCertificates_ReportsEach()
    {
        _given.Application
            .WithCertificate(reference: new CertificateReference { Name = "one" }).WithCertificate(reference: new CertificateReference { Name = "two" });

        (await _given.CreateAsync(_fixture)).Errors.Select(error => error.Field).ShouldBe(
            ["spec.settings.tls.clientCertificates[0].ref", "spec.settings.tls.clientCertificates[1].ref"]);
    }

    [Fact]
    public async Task Create_SecretOfOtherNamespaceThatTheAuthorMayNotRead_IsAWarning()
    {
        Foreign();

        var verdict = await _given.CreateAsync(_fixture);

        verdict.Allowed.ShouldBeTrue();
        verdict.Warnings.ShouldHaveSingleItem().ShouldStartWith("user \"alice\" may not get secrets \"s\" in the namespace \"other\"");
    }

    [Fact]
    public async Task Create_SecretOfOtherNamespaceAndPolicyDeny_IsRefusedBeforeItIsRead()
    {
        _fixture.Policy = new AdmissionPolicy { CrossNamespaceReferences = CrossNamespacePolicy.Deny };
        Foreign();

        var error = (await _given.CreateAsync(_fixture)).Errors.ShouldHaveSingleItem();

        error.Field.ShouldBe("spec.settings.tls.clientCertificates[0].ref");
        _fixture.Cluster.Requests.ShouldNotContain("get secrets other/s");
    }

    [Fact]
    public async Task Create_ConfigMapOfOtherNamespace_IsAskedAboutAsConfigMap()
    {
        Foreign("configmaps");

        (await _given.CreateAsync(_fixture)).Warnings.ShouldHaveSingleItem().ShouldStartWith("user \"alice\" may not get configmaps \"s\"");
    }

    [Fact]
    public async Task Create_SecretOutOfReach_IsRefusedUnread()
    {
        _fixture.Scope = new WatchScope(["default"]);
        Foreign();

        (await _given.CreateAsync(_fixture)).Errors.ShouldHaveSingleItem().Message.ShouldStartWith(
            "failed to resolve certificate ref [other/s] key [tls.crt]: the namespace \"other\" is out of this operator's reach");
        _fixture.Cluster.Requests.ShouldNotContain("get secrets other/s");
    }

    [Fact]
    public async Task Create_SecretThatTheOperatorMayNotRead_SaysSo()
    {
        _given.Application.WithCertificate(reference: new CertificateReference { Name = "s" });
        _fixture.Cluster.Forbid<Secret>();

        (await _given.CreateAsync(_fixture)).Errors.ShouldHaveSingleItem().Message.ShouldStartWith(
            "failed to resolve certificate ref [default/s] key [tls.crt]: secret [default/s] may not be read by the operator's service account");
    }

    [Fact]
    public async Task Create_ApimDoesNotAnswer_IsAWarning()
    {
        _fixture.Apim.Failure = ApimErrors.NoAnswer();

        var verdict = await _given.CreateAsync(_fixture);

        verdict.Allowed.ShouldBeTrue();
        verdict.Warnings.ShouldHaveSingleItem().ShouldStartWith("APIM could not check this application");
    }

    [Fact]
    public async Task Create_ApimRefuses_IsRefusedInItsWords()
    {
        _fixture.Apim.Failure = ApimErrors.Status(400, "bad");

        (await _given.CreateAsync(_fixture)).Errors.ShouldHaveSingleItem().Message.ShouldBe(_fixture.Apim.Failure.Message);
    }

    [Fact]
    public async Task Create_SameIdAndPolicyWarn_IsAWarning()
    {
        _fixture.Policy = new AdmissionPolicy { HridCollisions = CollisionPolicy.Warn };
        _given.Around = it =>
        {
            it.Cluster.Put(AContext("ctx", "a-b").Build());
            it.Cluster.Put(AContext("ctx", "a").Build());
            it.Cluster.Put(AnApplication("c", "a-b").Build());
        };
        _given.Application.WithObject(application => (application.Metadata.Namespace, application.Metadata.Name) = ("a", "b-c"));

        var verdict = await _given.CreateAsync(_fixture);

        verdict.Allowed.ShouldBeTrue();
        verdict.Warnings.ShouldHaveSingleItem().ShouldStartWith("Application [a/b-c] would overwrite Application [a-b/c] in APIM");
    }

    [Fact]
    public async Task Create_NameIsToBeGenerated_CollidesWithNobody()
    {
        _given.Application.WithObject(application => application.Metadata.Name = null);

        (await _given.CreateAsync(_fixture)).Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Create_NoSpec_IsRefused()
    {
        _given.Application.WithObject(application => application.Spec = null);

        (await _given.CreateAsync(_fixture)).Allowed.ShouldBeFalse();
    }

    [Fact]
    public async Task Update_KnownByAUuid_IsShownToApimByIt()
    {
        _given.Both(it => it.WithStatus(status => status.Id = "uuid"));

        await _given.UpdateAsync(_fixture);

        var import = _fixture.Apim.ObjectImports.ShouldHaveSingleItem();
        (import.Hrid, import.IsUuid).ShouldBe(("uuid", true));
    }

    [Fact]
    public async Task Update_SameSpec_CallsNobody()
    {
        var verdict = await _fixture.ReviewAsync(
            Requests.Update(AnApplication().WithContext("absent").Build(), AnApplication().WithContext("absent").Annotated("a", "b").Build()));

        (verdict.Allowed, _fixture.Apim.Calls, _fixture.Cluster.Requests.Count).ShouldBe((true, 0, 0));
    }

    [Fact]
    public async Task Update_ObjectIsBeingDeleted_IsAllowed() =>
        (await _fixture.ReviewAsync(Requests.Update(AnApplication().Build(), AnApplication().WithOAuth().Deleting().Build()))).Errors.ShouldBeEmpty();

    [Fact]
    public async Task Update_SubscriptionToAV2Plan_IsLookedAtToo()
    {
        _given.Around = it =>
        {
            it.Cluster.Put(AnApi("v2").WithPlans("tls").With(spec => spec.Plans![0].Security = "MTLS").Build());
            it.Cluster.Put(ASubscription().WithApi("v2", kind: "ApiDefinition").WithPlan("tls").EndingAt("2027-01-01T00:00:00Z").Build());
        };
        _given.Application.WithCertificate(ApplicationArrangement.Pem, endsAt: "2026-06-01T00:00:00Z");

        (await _given.UpdateAsync(_fixture)).Errors.ShouldHaveSingleItem().Message.ShouldStartWith("subscription [default/sub] ending date");
    }

    [Fact]
    public async Task Delete_Unused_IsAllowed() =>
        (await _fixture.ReviewAsync(Requests.Delete(AnApplication().WithStatus(status => status.Subscriptions = 0).Build()))).Errors.ShouldBeEmpty();

    [Theory]
    [InlineData(null, 1, 1)]
    [InlineData(0, 1, 1)]
    [InlineData(3, 0, 3)]
    [InlineData(1, 2, 2)]
    public async Task Delete_Used_IsRefusedInUpstreamsWords(int? counted, int stored, int expected)
    {
        for (var index = 0; index < stored; index++)
        {
            _fixture.Cluster.Put(ASubscription($"sub-{index}", "other").WithApplication("app", "default").Build());
        }

        var verdict = await _fixture.ReviewAsync(Requests.Delete(AnApplication().WithStatus(status => status.Subscriptions = counted).Build()));

        verdict.Errors.ShouldHaveSingleItem().Message.ShouldBe(
            $"cannot delete [default/app] because it is referenced in {expected} subscriptions. Subscriptions must be deleted before the application. You can review the subscriptions using the following command: kubectl get subscriptions.gravitee.io -A -o jsonpath='{{.items[?(@.spec.application.name==\"app\")].metadata.name}}'");
    }

    private void Foreign(string kind = "secrets")
    {
        _fixture.Cluster.Put(ASecret("s", "other").WithKey("tls.crt", ApplicationArrangement.Pem).Build());
        _fixture.Cluster.Put(AConfigMap("s", "other").WithKey("tls.crt", ApplicationArrangement.Pem).Build());
        _fixture.Cluster.MayAccess = _ => false;
        _given.Application.WithCertificate(reference: new CertificateReference { Name = "s", Namespace = "other", Kind = kind });
    }
}

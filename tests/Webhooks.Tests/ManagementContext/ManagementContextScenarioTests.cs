using Gko.Contracts;
using Gko.Kubernetes.Admission;
using Gko.Kubernetes.Model.Core;
using Gko.Resolution;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

/// <summary>Upstream's tests of the admission of ManagementContexts.</summary>
public sealed class ManagementContextScenarioTests : IAsyncLifetime
{
    private const string Dev = "management_context/dev/management-context-";
    private const string Cloud = "management_context/cloud/cloud-";

    private WebhookFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await WebhookFixture.CreateAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData("MC-T1", "configmap", false)]
    [InlineData("MC-T2", "secret", false)]
    [InlineData("MC-T14", "configmap", true)]
    [InlineData("MC-T15", "secret", true)]
    public async Task Review_AddressIsATemplateWithoutItsSource_IsRefused(string row, string kind, bool isUpdate)
    {
        var error = (await ReviewAsync($"{Dev}with-credentials", spec => spec.BaseUrl = $"[[ {kind} `missing/url` ]]", isUpdate)).Errors.ShouldHaveSingleItem(row);

        (error.Message, error.Field).ShouldBe((TemplateTexts.NoSource("spec.baseUrl", $"{kind} [default/missing]"), "spec.baseUrl"));
    }

    [Fact]
    public async Task McT3_InvalidToken_IsRefused()
    {
        _fixture.Apim.Failure = ApimErrors.Status(401);

        (await ReviewAsync($"{Dev}with-bearer-token", _ => { })).Errors.ShouldHaveSingleItem().Message.ShouldStartWith("bad credentials for context [dev-ctx]: ");
    }

    [Fact]
    public async Task McT4_UnknownEnvironment_IsRefused()
    {
        _fixture.Apim.Failure = ApimErrors.Status(400, "Invalid organization or environment");

        (await ReviewAsync($"{Dev}with-credentials", spec => spec.EnvironmentId = "unknown")).Errors.ShouldHaveSingleItem().Message
            .ShouldContain("Invalid organization or environment");
    }

    [Theory]
    [InlineData("MC-T5", false)]
    [InlineData("MC-T16", true)]
    public async Task Review_UnknownSecret_IsRefused(string row, bool isUpdate) =>
        (await ReviewAsync($"{Dev}with-secret-ref", spec => spec.Auth!.SecretRef!.Name = "unknown-secret", isUpdate)).Errors.ShouldHaveSingleItem(row)
            .Message.ShouldStartWith("secret [default/unknown-secret] doesn't exist in the cluster: ");

    [Theory]
    [InlineData("MC-T6", false)]
    [InlineData("MC-T17", true)]
    public async Task Review_ApimCannotBeReached_IsOneWarning(string row, bool isUpdate)
    {
        _fixture.Apim.Failure = ApimErrors.NoAnswer();

        var verdict = await ReviewAsync($"{Dev}with-bearer-token", spec => spec.BaseUrl = "https://gko.example.com", isUpdate);

        verdict.Allowed.ShouldBeTrue(row);
        verdict.Warnings.ShouldHaveSingleItem(row).ShouldStartWith("unable to reach APIM, [https://gko.example.com] is not available: ");
    }

    [Fact]
    public async Task McT7_CloudSecretIsUnknown_IsRefused() =>
        (await DefaultAsync(UpstreamManifests.Read<ManagementContext>($"{Cloud}mctx-with-unknown-secret-ref"))).Errors.ShouldHaveSingleItem().Message
            .ShouldStartWith("secret [default/unknown] doesn't exist in the cluster: ");

    [Fact]
    public async Task McT8_CloudAndOtherSecret_SignsInWithThatOfTheCloud()
    {
        _fixture.Cluster.Put(UpstreamManifests.Read<Secret>($"{Cloud}token-secret"));
        var context = UpstreamManifests.Read<ManagementContext>($"{Cloud}mctx-with-secret-ref-and-auth-secret-ref");

        (await DefaultAsync(context)).Allowed.ShouldBeTrue();

        context.Spec!.Auth!.SecretRef!.Name.ShouldBe("apim-cloud-context-token");
    }

    [Fact]
    public async Task McT9_SecretWithoutCloudToken_IsRefused()
    {
        _fixture.Cluster.Put(UpstreamManifests.Read<Secret>($"{Cloud}bearer-secret"));

        (await DefaultAsync(UpstreamManifests.Read<ManagementContext>($"{Cloud}mctx-with-bearer-secret-ref"))).Allowed.ShouldBeFalse();
    }

    [Fact]
    public async Task McT10_CloudToken_GivesTheAddressAndIsAccepted()
    {
        _fixture.Cluster.Put(UpstreamManifests.Read<Secret>($"{Cloud}token-secret"));
        var context = UpstreamManifests.Read<ManagementContext>($"{Cloud}mctx-with-secret-ref");

        await DefaultAsync(context);

        context.Spec!.BaseUrl.ShouldBe("https://eu.cloudgate.gravitee.io");
        (await _fixture.ReviewAsync(Requests.Create(context))).Allowed.ShouldBeTrue();
    }

    [Fact]
    public async Task McT11To13_ReferredToByThreeKinds_NamesOneAfterTheOther()
    {
        var context = UpstreamManifests.Read<ManagementContext>($"{Dev}with-credentials");
        _fixture.Cluster.Put(AnApi().WithContext("dev-ctx").Build());
        _fixture.Cluster.Put(AV4Api().WithContext("dev-ctx").Build());
        _fixture.Cluster.Put(new Application
        {
            Metadata = new() { Name = "app", Namespace = "default" }, Spec = new ApplicationSpec { ContextRef = new() { Name = "dev-ctx" } },
        });

        var verdict = await _fixture.ReviewAsync(Requests.Delete(context));

        (string What, string Plural)[] expected = [("APIs", "apidefinitions"), ("APIs", "apiv4definitions"), ("applications", "applications")];
        verdict.Errors.Select(error => error.Message).ShouldBe(expected.Select(users =>
            $"[dev-ctx] cannot be deleted because 1 {users.What} are relying on this context. You can review those by running the following command: kubectl get {users.Plural}.gravitee.io -A -o jsonpath='{{.items[?(@.spec.contextRef.name==\"dev-ctx\")].metadata.name}}'"));
    }

    private async Task<AdmissionVerdict> ReviewAsync(string file, Action<ManagementContextSpec> change, bool isUpdate = false)
    {
        var (old, now) = (UpstreamManifests.Read<ManagementContext>(file), UpstreamManifests.Read<ManagementContext>(file));
        change(now.Spec!);
        return await _fixture.ReviewAsync(isUpdate ? Requests.Update(old, now) : Requests.Create(now));
    }

    private async Task<AdmissionVerdict> DefaultAsync(ManagementContext context) =>
        await new ManagementContextDefaulter(_fixture.Cluster, new WatchScope([])).DefaultAsync(context, Requests.Create(context), CancellationToken.None);
}

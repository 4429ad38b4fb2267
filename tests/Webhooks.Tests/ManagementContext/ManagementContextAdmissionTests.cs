using Gko.Apim.Client;
using Gko.Contracts;
using Gko.Kubernetes.Admission;
using Gko.Resolution;
using Gko.Testing.Builders;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

public sealed class ManagementContextAdmissionTests : IAsyncLifetime
{
    private WebhookFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await WebhookFixture.CreateAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Create_ApimAnswers_IsAllowedWithoutAWord()
    {
        var verdict = await CreateAsync(AContext());

        (verdict.Allowed, verdict.Warnings.Count, _fixture.Apim.Pings.Count).ShouldBe((true, 0, 1));
    }

    [Fact]
    public async Task Create_BadCredentials_IsRefused()
    {
        _fixture.Apim.Failure = ApimErrors.Status(401);

        var error = (await CreateAsync(AContext())).Errors.ShouldHaveSingleItem();

        error.Message.ShouldStartWith("bad credentials for context [ctx]: APIM refused them with 401");
        error.Field.ShouldBe("spec.auth");
    }

    [Fact]
    public async Task Create_CredentialsFitIntoNoHeader_DoesNotBlameApim()
    {
        _fixture.Apim.Failure = ApimErrors.NoAnswer(ApimErrorKind.BadCredentials);

        var message = (await CreateAsync(AContext())).Errors.ShouldHaveSingleItem().Message;

        message.ShouldStartWith("bad credentials for context [ctx]: unable to perform request");
        message.ShouldNotContain("401");
    }

    [Fact]
    public async Task Create_UnknownOrganizationOrEnvironment_IsRefusedInApimsWords()
    {
        _fixture.Apim.Failure = ApimErrors.Status(400, "Invalid environment");

        (await CreateAsync(AContext())).Errors.ShouldHaveSingleItem().Message.ShouldBe(_fixture.Apim.Failure.Message);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(409)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Create_ApimAnswersOtherwise_IsAWarning(int status)
    {
        _fixture.Apim.Failure = ApimErrors.Status(status);

        var verdict = await CreateAsync(AContext());

        verdict.Allowed.ShouldBeTrue();
        verdict.Warnings.ShouldHaveSingleItem().ShouldStartWith("unable to reach APIM, [https://apim.example.com] is not available: ");
    }

    [Theory]
    [InlineData(ApimErrorKind.Unreachable)]
    [InlineData(ApimErrorKind.Timeout)]
    [InlineData(ApimErrorKind.InvalidResponse)]
    [InlineData(ApimErrorKind.CircuitOpen)]
    public async Task Create_NoAnswer_IsAWarning(ApimErrorKind kind)
    {
        _fixture.Apim.Failure = ApimErrors.NoAnswer(kind);

        var verdict = await CreateAsync(AContext());

        verdict.Allowed.ShouldBeTrue();
        verdict.Warnings.ShouldHaveSingleItem().ShouldStartWith("unable to reach APIM, [https://apim.example.com] is not available: ");
    }

    [Fact]
    public async Task Create_InvalidByItself_DoesNotCallApim()
    {
        var verdict = await CreateAsync(AContext().With(spec => spec.BaseUrl = null));

        verdict.Errors[0].Message.ShouldBe("[baseUrl] is mandatory when cloud is not enabled");
        _fixture.Apim.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task Create_NoSpec_IsRefused() =>
        (await CreateAsync(AContext().WithObject(context => context.Spec = null))).Allowed.ShouldBeFalse();

    [Fact]
    public async Task Create_NoSuchSecret_IsRefusedWithTheField()
    {
        var error = (await CreateAsync(AContext().WithSecret("absent"))).Errors.ShouldHaveSingleItem();

        error.Message.ShouldStartWith("secret [default/absent] doesn't exist in the cluster: ");
        error.Field.ShouldBe("spec.auth.secretRef");
    }

    [Fact]
    public async Task Create_SecretOfOtherNamespaceThatTheAuthorMayNotRead_IsAWarning()
    {
        _fixture.Cluster.Put(ASecret("s", "other").WithKey("bearerToken", "t").Build());
        _fixture.Cluster.MayAccess = _ => false;

        var verdict = await CreateAsync(AContext().WithSecret("s", "other"));

        verdict.Allowed.ShouldBeTrue();
        verdict.Warnings.ShouldHaveSingleItem().ShouldStartWith("user \"alice\" may not get secrets \"s\" in the namespace \"other\"");
    }

    [Fact]
    public async Task Create_SecretOfOtherNamespaceAndPolicyDeny_IsRefusedBeforeItIsRead()
    {
        _fixture.Policy = new AdmissionPolicy { CrossNamespaceReferences = CrossNamespacePolicy.Deny };
        _fixture.Cluster.MayAccess = _ => false;

        var verdict = await CreateAsync(AContext().WithSecret("s", "other"));

        verdict.Errors.ShouldHaveSingleItem().Field.ShouldBe("spec.auth.secretRef");
        _fixture.Cluster.Requests.ShouldNotContain("get secrets other/s");
    }

    [Fact]
    public async Task Create_CloudSecretOfOtherNamespace_IsAskedAboutToo()
    {
        _fixture.Policy = new AdmissionPolicy { CrossNamespaceReferences = CrossNamespacePolicy.Deny };
        _fixture.Cluster.MayAccess = _ => false;

        (await CreateAsync(AContext().OfCloud(secret: "s", secretNamespace: "other")))
            .Errors.ShouldHaveSingleItem().Field.ShouldBe("spec.cloud.secretRef");
    }

    [Fact]
    public async Task Create_NamespaceOutOfScope_IsLeftToOthers()
    {
        _fixture.Scope = new WatchScope(["elsewhere"]);

        var verdict = await CreateAsync(AContext().WithSecret("absent"));

        verdict.Allowed.ShouldBeTrue();
        verdict.Warnings.ShouldHaveSingleItem().ShouldContain("is not managed by this operator instance");
        _fixture.Cluster.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Create_Warning_HoldsNoSecret()
    {
        _fixture.Apim.Failure = ApimErrors.NoAnswer();

        (await CreateAsync(AContext())).Warnings.ShouldHaveSingleItem().ShouldNotContain(ContextBuilder.Token);
    }

    [Fact]
    public async Task Update_SameSpec_CallsNobody()
    {
        var verdict = await _fixture.ReviewAsync(
            Requests.Update(AContext().WithSecret("absent").Build(), AContext().WithSecret("absent").Annotated("a", "b").Build()));

        verdict.Allowed.ShouldBeTrue();
        (_fixture.Apim.Calls, _fixture.Cluster.Requests.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Update_OtherSpec_IsReviewed()
    {
        await _fixture.ReviewAsync(Requests.Update(AContext().Build(), AContext().With(spec => spec.EnvironmentId = "OTHER").Build()));

        _fixture.Apim.Pings.ShouldHaveSingleItem().EnvironmentId.ShouldBe("OTHER");
    }

    [Fact]
    public async Task Update_ObjectIsBeingDeleted_IsAllowed()
    {
        var verdict = await _fixture.ReviewAsync(
            Requests.Update(AContext().Build(), AContext().With(spec => spec.BaseUrl = null).Deleting().Build()));

        verdict.Allowed.ShouldBeTrue();
    }

    [Fact]
    public async Task Create_AddressIsATemplate_IsCheckedByItsValue()
    {
        _fixture.Cluster.Put(AConfigMap().WithKey("url", "https://apim.example.com").Build());

        (await CreateAsync(AContext().With(spec => spec.BaseUrl = "[[ configmap `config/url` ]]"))).Allowed.ShouldBeTrue();
    }

    [Theory]
    [InlineData("url", "https://elsewhere.example.com", null, null)]
    [InlineData("organization", null, "OTHER", null)]
    [InlineData("environment", null, null, "OTHER")]
    public async Task Update_ContextInUseMoves_IsAsStrictAsAsked(string what, string? url, string? organization, string? environment)
    {
        _fixture.Cluster.Put(AnApi().Build());
        var moved = AContext().With(spec => (spec.BaseUrl, spec.OrganizationId, spec.EnvironmentId) =
            (url ?? spec.BaseUrl, organization ?? spec.OrganizationId, environment ?? spec.EnvironmentId)).Build();

        var verdict = await _fixture.ReviewAsync(Requests.Update(AContext().Build(), moved));

        verdict.Allowed.ShouldBeTrue(what);
        verdict.Warnings.ShouldHaveSingleItem(what).ShouldStartWith("context [default/ctx] moves from [");
    }

    [Fact]
    public async Task Update_ContextInUseMovesAndStrict_IsRefused()
    {
        _fixture.Policy = new AdmissionPolicy { Strict = new HashSet<string> { CheckIds.ContextChange } };
        _fixture.Cluster.Put(AnApi().Build());

        var error = (await _fixture.ReviewAsync(Requests.Update(AContext().Build(), AContext().With(spec => spec.EnvironmentId = "OTHER").Build())))
            .Errors.ShouldHaveSingleItem();

        (error.Message, error.Field).ShouldBe((
            "context [default/ctx] moves from [ENV] to [OTHER] with 1 objects: what is in the old APIM stays there; delete it there by hand", "spec.environmentId"));
    }

    [Fact]
    public async Task Update_UnusedContextMoves_IsAllowedWithoutAWord() =>
        (await _fixture.ReviewAsync(Requests.Update(AContext().Build(), AContext().With(spec => spec.EnvironmentId = "OTHER").Build())))
            .Warnings.ShouldBeEmpty();

    [Fact]
    public async Task Update_OtherCredentialsOfAContextInUse_IsAllowedWithoutAWord()
    {
        _fixture.Cluster.Put(AnApi().Build());

        (await _fixture.ReviewAsync(Requests.Update(AContext().Build(), AContext().With(spec => spec.Auth!.BearerToken = "other").Build())))
            .Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Create_SecretHoldsTwoKindsOfCredentials_TellsWhichWins()
    {
        _fixture.Cluster.Put(ASecret("s").WithKey("bearerToken", "t").WithKey("username", "u").WithKey("password", "p").Build());

        (await CreateAsync(AContext().WithSecret("s"))).Warnings.ShouldBe(
            ["secret [default/s] holds more than one kind of credentials: bearerToken is used; remove username and password (spec.auth.secretRef)"]);
    }

    [Fact]
    public async Task Create_SecretHoldsNoCredentials_IsRefused()
    {
        _fixture.Cluster.Put(ASecret("s").WithKey("other", "x").Build());

        (await CreateAsync(AContext().WithSecret("s"))).Errors.ShouldHaveSingleItem().Message.ShouldBe(
            "secret [default/s] holds no credentials: it needs the key bearerToken, or the keys username and password");
    }

    [Theory]
    [InlineData("""{"org":"o","cpg":"eu","envs":["dev"],"exp":1}""", "the cloud token has expired at 1970-01-01 00:00:01Z: get another one from Gravitee Cloud (spec.cloud.token)")]
    [InlineData("""{"org":"o","cpg":"eu","envs":["dev"],"nbf":99999999999}""", "the cloud token is not valid before 5138-11-16 09:46:39Z (spec.cloud.token)")]
    [InlineData("""{"org":"o","cpg":"eu","envs":["dev"],"exp":99999999999,"nbf":1}""", null)]
    [InlineData("""{"org":"o","cpg":"eu","envs":["dev"],"exp":1e300}""", null)]
    [InlineData("""{"org":"o","cpg":"eu","envs":["dev"]}""", null)]
    public async Task Create_CloudTokenOfOtherTimes_IsAWarning(string payload, string? expected) =>
        (await CreateAsync(AContext().OfCloud(CloudTokenText.Of(payload)))).Warnings.ShouldBe(expected is null ? [] : [expected]);

    [Fact]
    public async Task Create_ExpiredCloudTokenOfASecretAndStrict_IsRefused()
    {
        _fixture.Policy = new AdmissionPolicy { Strict = new HashSet<string> { CheckIds.Credentials } };
        _fixture.Cluster.Put(ASecret("s").WithKey("cloudToken", CloudTokenText.For("org", "eu", "dev")).Build());

        (await CreateAsync(AContext().OfCloud(secret: "s"))).Errors.ShouldHaveSingleItem().Field.ShouldBe("spec.cloud.secretRef");
    }

    [Fact]
    public async Task Delete_Unused_IsAllowed() =>
        (await _fixture.ReviewAsync(Requests.Delete(AContext().Build()))).Allowed.ShouldBeTrue();

    [Fact]
    public async Task Delete_UsedByApisOfAnyNamespace_IsRefusedInUpstreamsWords()
    {
        _fixture.Cluster.Put(AnApi("one").Build());
        _fixture.Cluster.Put(AnApi("two", "other").WithContext("ctx", "default").Build());
        _fixture.Cluster.Put(AnApi("three").WithContext("another").Build());

        var verdict = await _fixture.ReviewAsync(Requests.Delete(AContext().Build()));

        verdict.Errors.ShouldHaveSingleItem().Message.ShouldBe(
            "[ctx] cannot be deleted because 2 APIs are relying on this context. You can review those by running the following command: kubectl get apidefinitions.gravitee.io -A -o jsonpath='{.items[?(@.spec.contextRef.name==\"ctx\")].metadata.name}'");
    }

    [Fact]
    public async Task Delete_UsedByOtherKinds_NamesEachInUpstreamsOrder()
    {
        _fixture.Cluster.Put(APolicyGroup());
        _fixture.Cluster.Put(AV4Api().Build());
        _fixture.Cluster.Put(AnApi().Build());

        var verdict = await _fixture.ReviewAsync(Requests.Delete(AContext().Build()));

        verdict.Errors.Select(error => error.Message.Split(" -A ")[0].Split("kubectl get ")[1])
            .ShouldBe(["apidefinitions.gravitee.io", "apiv4definitions.gravitee.io", "sharedpolicygroups.gravitee.io"]);
    }

    private Task<AdmissionVerdict> CreateAsync(ContextBuilder context) => _fixture.ReviewAsync(Requests.Create(context.Build()));
}

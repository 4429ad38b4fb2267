using Gko.Contracts;
using Gko.Kubernetes.Admission;
using Gko.Testing.Builders;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

/// <summary>The Secrets that contexts sign in with.</summary>
public sealed class ManagementContextSecretTests : IAsyncLifetime
{
    private WebhookFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await WebhookFixture.CreateAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

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
    public async Task Create_Warning_HoldsNoSecret()
    {
        _fixture.Apim.Failure = ApimErrors.NoAnswer();

        (await CreateAsync(AContext())).Warnings.ShouldHaveSingleItem().ShouldNotContain(ContextBuilder.Token);
    }

    [Fact]
    public async Task Update_ContextThatIsBeingDeletedGetsTheSecretOfOthersAndPolicyDeny_IsRefused()
    {
        // APIs could still use it, and send what is in the Secret to wherever it leads.
        _fixture.Policy = new AdmissionPolicy { CrossNamespaceReferences = CrossNamespacePolicy.Deny };
        _fixture.Cluster.MayAccess = _ => false;

        var verdict = await _fixture.ReviewAsync(
            Requests.Update(AContext().Deleting().Build(), AContext().WithSecret("s", "victim").Deleting().Build()));

        verdict.Errors.ShouldHaveSingleItem().Message.ShouldStartWith("user \"alice\" may not get secrets \"s\"");
    }

    [Theory]
    [InlineData(CrossNamespacePolicy.Allow, true, 0)]
    [InlineData(CrossNamespacePolicy.Warn, true, 1)]
    [InlineData(CrossNamespacePolicy.Deny, false, 0)]
    public async Task Create_TemplateDecidesTheNamespaceOfTheSecret_IsUpToThePolicy(CrossNamespacePolicy policy, bool allowed, int warnings)
    {
        _fixture.Policy = new AdmissionPolicy { CrossNamespaceReferences = policy };
        _fixture.Cluster.Put(AConfigMap().WithKey("ns", "default").Build());
        _fixture.Cluster.Put(ASecret("s").WithKey("bearerToken", "t").Build());

        var verdict = await CreateAsync(AContext().WithSecret("s", "[[ configmap \"config/ns\" ]]"));

        (verdict.Allowed, verdict.Warnings.Count).ShouldBe((allowed, warnings));
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

    private Task<AdmissionVerdict> CreateAsync(ContextBuilder context) => _fixture.ReviewAsync(Requests.Create(context.Build()));
}

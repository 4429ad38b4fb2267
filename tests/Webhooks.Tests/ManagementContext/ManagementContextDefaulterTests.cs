using System.Text.Json;
using Gko.Contracts;
using Gko.Kubernetes.Admission;
using Gko.Kubernetes.Model.Core;
using Gko.Resolution;
using Gko.Testing.Builders;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

public sealed class ManagementContextDefaulterTests : IAsyncLifetime
{
    private static readonly string OneEnvironment = CloudTokenText.For("org", "eu", "dev");
    private static readonly string TwoEnvironments = CloudTokenText.For("org", "eu", "dev", "prod");

    private WebhookFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await WebhookFixture.CreateAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Default_NoCloud_ChangesNothing()
    {
        var context = AContext().Build();
        var before = Json(context);

        await DefaultAsync(context);

        Json(context).ShouldBe(before);
    }

    [Fact]
    public async Task Default_NoSpec_IsAllowed() =>
        (await DefaultAsync(AContext().WithObject(context => context.Spec = null).Build())).Allowed.ShouldBeTrue();

    [Fact]
    public async Task Default_InlineToken_FillsAddressOrganizationAndEnvironment()
    {
        var spec = await SpecAsync(AContext().OfCloud(OneEnvironment));

        (spec.BaseUrl, spec.OrganizationId, spec.EnvironmentId).ShouldBe(("https://eu.cloudgate.gravitee.io", "org", "dev"));
    }

    [Fact]
    public async Task Default_BaseUrlIsSet_KeepsIt() =>
        (await SpecAsync(AContext().OfCloud(OneEnvironment).With(spec => spec.BaseUrl = "https://mine"))).BaseUrl.ShouldBe("https://mine");

    [Fact]
    public async Task Default_OrganizationIsSet_OverwritesIt() =>
        (await SpecAsync(AContext().OfCloud(OneEnvironment).With(spec => spec.OrganizationId = "mine"))).OrganizationId.ShouldBe("org");

    [Fact]
    public async Task Default_EnvironmentIsOneOfTheToken_KeepsIt() =>
        (await SpecAsync(AContext().OfCloud(TwoEnvironments).With(spec => spec.EnvironmentId = "prod"))).EnvironmentId.ShouldBe("prod");

    [Fact]
    public async Task Default_InlineToken_SignsInWithIt()
    {
        var context = AContext().OfCloud(OneEnvironment).With(spec => spec.Auth = new Auth
        {
            SecretRef = new() { Name = "old" }, Credentials = new() { Username = "u", Password = "p" },
        });

        var auth = (await SpecAsync(context)).Auth!;

        (auth.BearerToken, auth.SecretRef, auth.Credentials).ShouldBe((OneEnvironment, null, null));
    }

    [Fact]
    public async Task Default_Secret_SignsInWithItAndNotInClear()
    {
        _fixture.Cluster.Put(ASecret().WithKey("cloudToken", OneEnvironment + "\n").Build());
        var context = AContext().OfCloud(secret: "secret").With(spec => spec.Auth = new Auth
        {
            BearerToken = "old", Credentials = new() { Username = "u", Password = "p" },
        });

        var auth = (await SpecAsync(context)).Auth!;

        (auth.BearerToken, auth.Credentials).ShouldBe((null, null));
        (auth.SecretRef!.Name, auth.SecretRef.Namespace).ShouldBe(("secret", "default"));
    }

    [Fact]
    public async Task Default_SecretAndToken_TheSecretWins()
    {
        _fixture.Cluster.Put(ASecret("secret", "other").WithKey("cloudToken", CloudTokenText.For("of-secret", "us", "dev")).Build());

        (await SpecAsync(AContext().OfCloud(OneEnvironment, "secret", "other"))).OrganizationId.ShouldBe("of-secret");
    }

    [Fact]
    public async Task Default_NoSuchSecret_IsRefusedInUpstreamsWords()
    {
        var error = await ErrorAsync(AContext().OfCloud(secret: "secret"));

        error.Message.ShouldStartWith("secret [default/secret] doesn't exist in the cluster: ");
        error.Field.ShouldBe("spec.cloud.secretRef");
    }

    [Fact]
    public async Task Default_SecretMayNotBeRead_SaysSo()
    {
        _fixture.Cluster.Forbid<Secret>();

        (await ErrorAsync(AContext().OfCloud(secret: "secret"))).Message.ShouldStartWith(
            "secret [default/secret] doesn't exist in the cluster: the operator's service account may not read it");
    }

    [Fact]
    public async Task Default_SecretWithoutTheKey_IsRefusedAsMalformed()
    {
        _fixture.Cluster.Put(ASecret().WithKey("bearerToken", OneEnvironment).Build());

        var error = await ErrorAsync(AContext().OfCloud(secret: "secret"));

        error.Message.ShouldStartWith("cannot parse cloud token: token is malformed: ");
        error.Field.ShouldBe("spec.cloud.secretRef");
    }

    [Fact]
    public async Task Default_NoToken_IsRefusedAsMalformed()
    {
        var error = await ErrorAsync(AContext().OfCloud("nonsense"));

        error.Message.ShouldStartWith("cannot parse cloud token: token is malformed: ");
        error.Field.ShouldBe("spec.cloud.token");
    }

    [Fact]
    public async Task Default_ClaimsMissing_IsRefused() =>
        (await ErrorAsync(AContext().OfCloud(CloudTokenText.Of("{}")))).Message.ShouldStartWith(
            "cannot parse cloud token: cloud token does not contains all required claims");

    [Fact]
    public async Task Default_SeveralEnvironmentsAndNoneChosen_IsRefused()
    {
        var error = await ErrorAsync(AContext().OfCloud(TwoEnvironments));

        error.Message.ShouldBe("cloud token contains more than one environment (2), environmentId is then required");
        error.Field.ShouldBe("spec.environmentId");
    }

    [Fact]
    public async Task Default_EnvironmentIsNotOfTheToken_IsRefused()
    {
        var error = await ErrorAsync(AContext().OfCloud(TwoEnvironments).With(spec => spec.EnvironmentId = "test"));

        error.Message.ShouldBe("cloud token does not contain environment [test], it must be one of: [dev prod]");
        error.Field.ShouldBe("spec.environmentId");
    }

    [Fact]
    public async Task Default_Refused_ChangesNothing()
    {
        var context = AContext().OfCloud(TwoEnvironments).Build();
        var before = Json(context);

        await DefaultAsync(context);

        Json(context).ShouldBe(before);
    }

    [Fact]
    public async Task Default_ObjectIsBeingDeleted_ReadsNothing()
    {
        var verdict = await DefaultAsync(AContext().OfCloud(secret: "gone").Deleting().Build());

        (verdict.Allowed, _fixture.Cluster.Requests.Count).ShouldBe((true, 0));
    }

    [Fact]
    public async Task Default_NamespaceOutOfScope_ReadsNothing()
    {
        _fixture.Scope = new WatchScope(["elsewhere"]);

        var verdict = await DefaultAsync(AContext().OfCloud(secret: "secret").Build());

        (verdict.Allowed, _fixture.Cluster.Requests.Count).ShouldBe((true, 0));
    }

    [Fact]
    public async Task Default_AgainAfterItself_ChangesNothing()
    {
        var context = AContext().OfCloud(OneEnvironment).Build();
        await DefaultAsync(context);
        var before = Json(context);

        await DefaultAsync(context);

        Json(context).ShouldBe(before);
    }

    private static string Json(ManagementContext context) =>
        JsonSerializer.Serialize(context, ContractsJson.Relaxed.ManagementContext);

    [Fact]
    public async Task Default_SecretThatTheAuthorMayNotReadAndPolicyDeny_IsRefusedUnread()
    {
        _fixture.Policy = new AdmissionPolicy { CrossNamespaceReferences = CrossNamespacePolicy.Deny };
        _fixture.Cluster.MayAccess = _ => false;
        _fixture.Cluster.Put(ASecret("secret", "other").WithKey("cloudToken", TwoEnvironments).Build());

        var error = await ErrorAsync(AContext().OfCloud(secret: "secret", secretNamespace: "other"));

        error.Message.ShouldStartWith("user \"alice\" may not get secrets \"secret\" in the namespace \"other\"");
        _fixture.Cluster.Requests.ShouldNotContain(request => request.StartsWith("get secrets", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Default_OnItsWayWithTheSameSpec_NeedsNoToken()
    {
        var context = AContext().OfCloud(secret: "gone").Deleting().Build();

        (await _fixture.DefaultAsync(Requests.Update(context, context))).Allowed.ShouldBeTrue();
    }

    [Fact]
    public async Task Default_OnItsWayWithAnotherSpec_IsLookedAt()
    {
        var old = AContext().OfCloud(OneEnvironment).Deleting().Build();
        var now = AContext().OfCloud(secret: "gone").Deleting().Build();

        (await _fixture.DefaultAsync(Requests.Update(old, now))).Allowed.ShouldBeFalse();
    }

    private Task<AdmissionVerdict> DefaultAsync(ManagementContext context) => _fixture.DefaultAsync(Requests.Create(context));

    private async Task<ManagementContextSpec> SpecAsync(ContextBuilder builder)
    {
        var context = builder.Build();
        (await DefaultAsync(context)).Errors.ShouldBeEmpty();
        return context.Spec!;
    }

    private async Task<AdmissionError> ErrorAsync(ContextBuilder context) =>
        (await DefaultAsync(context.Build())).Errors.ShouldHaveSingleItem();
}

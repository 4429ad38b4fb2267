using System.Text;
using Gko.Apim.Connections;
using Gko.Contracts;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Testing.Builders;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests.Contexts;

public sealed class ContextResolverTests : IAsyncLifetime
{
    private static readonly NamespacedReference ToContext = new() { Name = "ctx" };

    private readonly FakeCluster _cluster = new();
    private ResolutionSet _set = null!;

    private ContextResolver Resolver => _set.Contexts;

    public async ValueTask InitializeAsync() => _set = await _cluster.ResolveAsync();

    public ValueTask DisposeAsync()
    {
        _set.Dispose();
        return _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Find_ContextInCache_AsksNobody()
    {
        _cluster.Put(AContext().Build());

        (await FindAsync()).Value.ShouldNotBeNull();
        _cluster.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Find_ContextNotInCacheYet_IsReadLive()
    {
        _cluster.Put(AContext().Build(), seen: false);

        (await FindAsync()).Value.ShouldNotBeNull();
        _cluster.Requests.ShouldBe(["get managementcontexts default/ctx"]);
    }

    [Fact]
    public async Task Find_OtherNamespaceNamed_LooksThere()
    {
        _cluster.Put(AContext("ctx", "other").Build());

        var found = await Resolver.FindAsync(
            new NamespacedReference { Name = "ctx", Namespace = "other" }, "default", CancellationToken.None);

        found.Value.ShouldNotBeNull();
    }

    [Fact]
    public async Task Find_NoSuchContext_SaysSoInUpstreamsWords()
    {
        var problem = (await FindAsync()).Problem!;

        problem.Kind.ShouldBe(ProblemKind.UnresolvedReference);
        problem.Message.ShouldStartWith("management context [default/ctx] that doesn't exist in the cluster: it was not found");
        problem.Field.ShouldBe("spec.contextRef");
    }

    [Fact]
    public async Task Find_ContextMayNotBeRead_SaysSo()
    {
        _cluster.Forbid<ManagementContext>();

        (await FindAsync()).Problem!.Message.ShouldStartWith(
            "management context [default/ctx] that doesn't exist in the cluster: the operator's service account may not read it");
    }

    [Fact]
    public async Task Find_NamespaceOutOfScope_IsNotRead()
    {
        _cluster.Put(AContext().Build());
        using var scoped = await _cluster.ResolveAsync(new WatchScope(["elsewhere"]));

        var found = await scoped.Contexts.FindAsync(ToContext, "default", CancellationToken.None);

        found.Problem!.Message.ShouldStartWith(
            "management context [default/ctx] that doesn't exist in the cluster: the namespace \"default\" is out of this operator's reach");
        _cluster.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Connect_InlineToken_IsUsed() =>
        (await CredentialsOf(AContext())).ShouldBe(ApimCredentials.Bearer(ContextBuilder.Token));

    [Fact]
    public async Task Connect_InlineUserAndPassword_AreUsed() =>
        (await CredentialsOf(AContext().With(spec => spec.Auth = new Auth { Credentials = new() { Username = "u", Password = "p" } })))
            .ShouldBe(ApimCredentials.Basic("u", "p"));

    [Fact]
    public async Task Connect_EmptyAuth_SendsNoCredentials() =>
        (await CredentialsOf(AContext().With(spec => spec.Auth = new Auth()))).ShouldBe(ApimCredentials.None);

    [Fact]
    public async Task Connect_SecretWithToken_IsUsed()
    {
        _cluster.Put(ASecret().WithKey("bearerToken", "t").Build());

        (await CredentialsOf(AContext().WithSecret("secret"))).ShouldBe(ApimCredentials.Bearer("t"));
    }

    [Fact]
    public async Task Connect_SecretEndsWithNewline_IsTrimmed()
    {
        _cluster.Put(ASecret().WithKey("bearerToken", " t\r\n").Build());

        (await CredentialsOf(AContext().WithSecret("secret"))).ShouldBe(ApimCredentials.Bearer("t"));
    }

    [Fact]
    public async Task Connect_SecretWithUserAndPassword_IsUsed()
    {
        _cluster.Put(ASecret().WithKey("username", "u\n").WithKey("password", "p\n").Build());

        (await CredentialsOf(AContext().WithSecret("secret"))).ShouldBe(ApimCredentials.Basic("u", "p"));
    }

    [Fact]
    public async Task Connect_SecretInOtherNamespace_IsReadThere()
    {
        _cluster.Put(ASecret("secret", "other").WithKey("bearerToken", "t").Build());

        (await CredentialsOf(AContext().WithSecret("secret", "other"))).ShouldBe(ApimCredentials.Bearer("t"));
    }

    [Fact]
    public async Task Connect_CloudSecret_UsesTheCloudToken()
    {
        _cluster.Put(ASecret().WithKey("cloudToken", "cloud").WithKey("bearerToken", "other").Build());
        var context = AContext().With(spec =>
        {
            spec.Auth = null;
            spec.Cloud = new Cloud { SecretRef = new NamespacedReference { Name = "secret" } };
        });

        (await CredentialsOf(context)).ShouldBe(ApimCredentials.Bearer("cloud"));
    }

    [Fact]
    public async Task Connect_AuthSecretOfACloudContext_UsesTheCloudToken()
    {
        _cluster.Put(ASecret().WithKey("cloudToken", "cloud").Build());

        (await CredentialsOf(AContext().WithSecret("secret").With(spec => spec.Cloud = new Cloud())))
            .ShouldBe(ApimCredentials.Bearer("cloud"));
    }

    [Fact]
    public async Task Connect_CloudTokenInline_IsUsed() =>
        (await CredentialsOf(AContext().With(spec => (spec.Auth, spec.Cloud) = (null, new Cloud { Token = "cloud" }))))
            .ShouldBe(ApimCredentials.Bearer("cloud"));

    [Fact]
    public async Task Connect_NoSuchSecret_SaysSoInUpstreamsWords()
    {
        var problem = await ProblemOf(AContext().WithSecret("secret"));

        problem.Kind.ShouldBe(ProblemKind.UnresolvedReference);
        problem.Message.ShouldStartWith("secret [default/secret] doesn't exist in the cluster: it was not found");
        problem.Field.ShouldBe("spec.auth.secretRef");
    }

    [Fact]
    public async Task Connect_SecretMayNotBeRead_SaysSo()
    {
        _cluster.Forbid<Secret>();

        (await ProblemOf(AContext().WithSecret("secret"))).Message.ShouldStartWith(
            "secret [default/secret] doesn't exist in the cluster: the operator's service account may not read it");
    }

    [Theory]
    [InlineData("other", "x")]
    [InlineData("bearerToken", "")]
    [InlineData("bearerToken", " \n")]
    [InlineData("username", "u")]
    [InlineData("password", "p")]
    [InlineData("cloudToken", "c")]
    public async Task Connect_SecretWithoutUsableKeys_SaysWhichItNeeds(string key, string value)
    {
        _cluster.Put(ASecret().WithKey(key, value).Build());

        (await ProblemOf(AContext().WithSecret("secret"))).Message.ShouldBe(
            "secret [default/secret] holds no credentials: it needs the key bearerToken, or the keys username and password");
    }

    [Fact]
    public async Task Connect_SecretWithoutData_SaysWhichKeysItNeeds()
    {
        _cluster.Put(ASecret().Build());

        (await ProblemOf(AContext().WithSecret("secret"))).Message.ShouldStartWith("secret [default/secret] holds no credentials");
    }

    [Theory]
    [InlineData("", "ORG", "ENV", "spec.baseUrl")]
    [InlineData(null, "ORG", "ENV", "spec.baseUrl")]
    [InlineData("http://a", " ", "ENV", "spec.organizationId")]
    [InlineData("http://a", "ORG", null, "spec.environmentId")]
    public async Task Connect_AddressIncomplete_NamesTheField(string? url, string? organization, string? environment, string field)
    {
        var problem = await ProblemOf(
            AContext().With(spec => (spec.BaseUrl, spec.OrganizationId, spec.EnvironmentId) = (url, organization, environment)));

        problem.Kind.ShouldBe(ProblemKind.InvalidObject);
        problem.Field.ShouldBe(field);
    }

    [Fact]
    public async Task Connect_NoSpec_IsAProblem() =>
        (await ProblemOf(AContext().WithObject(context => context.Spec = null))).Kind.ShouldBe(ProblemKind.InvalidObject);

    [Fact]
    public async Task Connect_CompleteContext_ComposesTheAddress()
    {
        var context = AContext().With(spec => spec.Path = "/rest").Build();

        var connection = (await Resolver.ConnectAsync(context, CancellationToken.None)).Value!.Connection;

        connection.ManagementV1().ShouldBe("https://apim.example.com/rest/organizations/ORG/environments/ENV");
    }

    [Fact]
    public async Task Connect_TemplateInTheSpec_ReadsFromTheContextsNamespace()
    {
        _cluster.Put(AConfigMap("apim", "team").WithKey("url", "https://of-the-team.example.com").Build());
        var context = AContext("ctx", "team").With(spec => spec.BaseUrl = "[[ configmap `apim/url` ]]").Build();

        (await Resolver.ConnectAsync(context, CancellationToken.None)).Value!.Connection.BaseUrl.ShouldBe("https://of-the-team.example.com");
    }

    [Fact]
    public async Task Connect_TemplateReadsWhatIsMissing_NamesTheField()
    {
        var problem = await ProblemOf(AContext().With(spec => spec.BaseUrl = "[[ configmap `a/b` ]]"));

        (problem.Kind, problem.Field).ShouldBe((ProblemKind.UnresolvedReference, "spec.baseUrl"));
    }

    [Fact]
    public async Task Connect_TemplateInTheSecret_ReadsFromTheSecretsNamespace()
    {
        _cluster.Put(ASecret("secret", "vault").WithKey("bearerToken", "[[ secret `tokens/apim` ]]").Build());
        _cluster.Put(ASecret("tokens", "vault").WithKey("apim", "the-token\n").Build());

        (await CredentialsOf(AContext().WithSecret("secret", "vault"))).ShouldBe(ApimCredentials.Bearer("the-token"));
    }

    [Fact]
    public async Task Connect_TemplateInTheSecretIsWrong_TellsNothingOfItsText()
    {
        _cluster.Put(ASecret().WithKey("bearerToken", "hush[[ nonsense hush ]]").Build());

        var problem = await ProblemOf(AContext().WithSecret("secret"));

        problem.ShouldBe(new ResolutionProblem(
            ProblemKind.Template,
            "secret [default/secret] has a template that cannot be evaluated in its key bearerToken; correct it, or create what it reads",
            "spec.auth.secretRef"));
    }

    [Fact]
    public async Task Connect_BracketsInAKeyThatIsNotUsed_DoNotMatter()
    {
        _cluster.Put(ASecret().WithKey("bearerToken", "t").WithKey("note", "[[ nonsense").Build());

        (await CredentialsOf(AContext().WithSecret("secret"))).ShouldBe(ApimCredentials.Bearer("t"));
    }

    [Fact]
    public async Task Connect_TemplatingOff_TakesBracketsAsTheyAre()
    {
        using var plain = await _cluster.ResolveAsync(templating: false);
        var context = AContext().With(spec => spec.Auth!.BearerToken = "[[x]]").Build();

        var resolved = await plain.Contexts.ConnectAsync(context, CancellationToken.None);

        resolved.Value!.Connection.Credentials.ShouldBe(ApimCredentials.Bearer("[[x]]"));
    }

    [Theory]
    [InlineData("user", null, "user", "pw")]
    [InlineData(null, "secret-pw", "inline", "secret-pw")]
    public async Task Connect_SecretHoldsHalf_TheContextGivesTheRest(string? user, string? password, string expectedUser, string expectedPassword)
    {
        var secret = ASecret();
        _ = user is null ? secret : secret.WithKey("username", user);
        _ = password is null ? secret : secret.WithKey("password", password);
        _cluster.Put(secret.Build());
        var context = AContext().WithSecret("secret").With(spec => spec.Auth!.Credentials = new() { Username = "inline", Password = "pw" });

        (await CredentialsOf(context)).ShouldBe(ApimCredentials.Basic(expectedUser, expectedPassword));
    }

    [Fact]
    public async Task Connect_SecretHoldsUserAndPassword_InlineTokenDoesNotCount()
    {
        _cluster.Put(ASecret().WithKey("username", "u").WithKey("password", "p").Build());

        (await CredentialsOf(AContext().WithSecret("secret").With(spec => spec.Auth!.BearerToken = "inline")))
            .ShouldBe(ApimCredentials.Basic("u", "p"));
    }

    [Fact]
    public async Task Connect_SecretHoldsNothingUsable_InlineTokenCounts()
    {
        _cluster.Put(ASecret().WithKey("other", "x").Build());

        (await CredentialsOf(AContext().WithSecret("secret").With(spec => spec.Auth!.BearerToken = "inline")))
            .ShouldBe(ApimCredentials.Bearer("inline"));
    }

    [Fact]
    public async Task Connect_SecretOutOfScope_IsNotRead()
    {
        using var scoped = await _cluster.ResolveAsync(new WatchScope(["default"]));
        _cluster.Put(ASecret("secret", "other").WithKey("bearerToken", "t").Build());

        var problem = (await scoped.Contexts.ConnectAsync(AContext().WithSecret("secret", "other").Build(), CancellationToken.None)).Problem!;

        problem.Message.ShouldBe(
            "secret [other/secret] doesn't exist in the cluster: the namespace \"other\" is out of this operator's reach, which watches only the namespace default; refer to an object there, or have the operator watch that namespace too");
        problem.Field.ShouldBe("spec.auth.secretRef");
        _cluster.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Connect_CloudSecretMissing_PointsAtTheCloudReference()
    {
        var problem = await ProblemOf(AContext().OfCloud(secret: "absent"));

        problem.Kind.ShouldBe(ProblemKind.UnresolvedReference);
        problem.Field.ShouldBe("spec.cloud.secretRef");
    }

    [Fact]
    public async Task Connect_CloudContextThatAdmissionNeverSaw_LearnsItsAddressFromTheToken()
    {
        _cluster.Put(ASecret().WithKey("cloudToken", CloudTokenText.For("org", "eu", "dev") + "\n").Build());

        var connection = (await Resolver.ConnectAsync(AContext().OfCloud(secret: "secret").Build(), CancellationToken.None)).Value!.Connection;

        (connection.BaseUrl, connection.OrganizationId, connection.EnvironmentId, connection.Cloud)
            .ShouldBe(("https://eu.cloudgate.gravitee.io", "org", "dev", true));
        connection.Credentials.ShouldBe(ApimCredentials.Bearer(CloudTokenText.For("org", "eu", "dev")));
    }

    [Fact]
    public async Task Connect_CloudContextThatSaysItsEnvironment_KeepsIt()
    {
        var context = AContext().OfCloud(CloudTokenText.For("org", "eu", "dev", "prod"))
            .With(spec => (spec.EnvironmentId, spec.BaseUrl) = ("prod", "https://gate.example.com")).Build();

        var connection = (await Resolver.ConnectAsync(context, CancellationToken.None)).Value!.Connection;

        (connection.BaseUrl, connection.EnvironmentId).ShouldBe(("https://gate.example.com", "prod"));
    }

    [Fact]
    public async Task Connect_CloudTokenOfSeveralEnvironments_AsksForOne()
    {
        var problem = await ProblemOf(AContext().OfCloud(CloudTokenText.For("org", "eu", "dev", "prod")));

        problem.ShouldBe(new ResolutionProblem(
            ProblemKind.InvalidObject, "cloud token contains more than one environment (2), environmentId is then required", "spec.environmentId"));
    }

    [Theory]
    [InlineData(null, "spec.cloud.token")]
    [InlineData("secret", "spec.cloud.secretRef")]
    public async Task Connect_CloudTokenIsNone_SaysWhereItComesFrom(string? secret, string field)
    {
        _cluster.Put(ASecret().WithKey("cloudToken", "nonsense").Build());

        var problem = await ProblemOf(AContext().OfCloud(secret is null ? "nonsense" : null, secret));

        (problem.Kind, problem.Field).ShouldBe((ProblemKind.InvalidObject, field));
        problem.Message.ShouldStartWith("cannot parse cloud token: token is malformed");
    }

    [Fact]
    public async Task Connect_EmptyCloud_StillNeedsAnAddress() =>
        (await ProblemOf(AContext().With(spec => (spec.BaseUrl, spec.Cloud) = (null, new Cloud())))).Field.ShouldBe("spec.baseUrl");

    [Fact]
    public async Task Resolve_AnyOutcome_TellsWhatWasRead()
    {
        _cluster.Put(AContext().WithSecret("absent").Build());
        var reads = new ReadLog();

        await Resolver.ResolveAsync(ToContext, "default", reads, CancellationToken.None);

        reads.Sources.ShouldBe(
        [
            ReferenceKey.Of<ManagementContext>(new ObjectKey("default", "ctx")), ReferenceKey.Of<Secret>(new ObjectKey("default", "absent")),
        ]);
    }

    [Fact]
    public async Task Resolve_ManyObjectsOfOneContext_ReadItsSecretOnce()
    {
        _cluster.Put(AContext().WithSecret("secret").Build());
        _cluster.Put(ASecret().WithKey("bearerToken", "t").Build());

        for (var count = 0; count < 1000; count++)
        {
            await Resolver.ResolveAsync(ToContext, "default", CancellationToken.None);
        }

        _cluster.Requests.ShouldBe(["get secrets default/secret"]);
    }

    [Fact]
    public async Task Resolve_SecretRotated_UsesTheNewOne()
    {
        _cluster.Put(AContext().WithSecret("secret").Build());
        _cluster.Put(ASecret().WithKey("bearerToken", "old").Build());
        await Resolver.ResolveAsync(ToContext, "default", CancellationToken.None);

        _cluster.Put(ASecret().WithKey("bearerToken", "new").Build());

        (await Resolver.ResolveAsync(ToContext, "default", CancellationToken.None)).Value!.Connection.Credentials
            .ShouldBe(ApimCredentials.Bearer("new"));
    }

    [Fact]
    public async Task Resolve_ContextAndSecret_AreFollowed()
    {
        _cluster.Put(AContext().WithSecret("secret").Build());
        _cluster.Put(ASecret().WithKey("bearerToken", "t").Build());

        (await Resolver.ResolveAsync(ToContext, "default", CancellationToken.None))
            .Value!.Connection.Credentials.ShouldBe(ApimCredentials.Bearer("t"));
    }

    [Fact]
    public async Task Resolve_ContextUnusable_PointsAtTheReferenceAndTellsOfTheContext()
    {
        _cluster.Put(AContext().WithSecret("secret").Build());

        var problem = (await Resolver.ResolveAsync(ToContext, "default", CancellationToken.None)).Problem!;

        problem.Field.ShouldBe("spec.contextRef");
        problem.Message.ShouldStartWith(
            "management context [default/ctx] that cannot be used: secret [default/secret] doesn't exist in the cluster");
        problem.Message.ShouldEndWith("(its spec.auth.secretRef)");
    }

    [Fact]
    public async Task Resolve_TemplateOfTheContextIsWrong_SaysInUpstreamsWordsThatThereIsNone()
    {
        _cluster.Put(AContext().With(spec => spec.BaseUrl = "[[ configmap `absent/url` ]]").Build());

        var problem = (await Resolver.ResolveAsync(ToContext, "default", CancellationToken.None)).Problem!;

        (problem.Kind, problem.Field).ShouldBe((ProblemKind.UnresolvedReference, "spec.contextRef"));
        problem.Message.ShouldStartWith("management context [default/ctx] that doesn't exist in the cluster: configmap [default/absent] not found");
        problem.Message.ShouldEndWith("(its spec.baseUrl)");
    }

    [Fact]
    public async Task Connect_AnyProblem_HoldsNoSecret()
    {
        _cluster.Put(new Secret
        {
            Metadata = new() { Name = "secret", Namespace = "default" },
            Data = new() { ["username"] = Encoding.UTF8.GetBytes("whoever"), ["token"] = Encoding.UTF8.GetBytes("hidden") },
        });

        var message = (await ProblemOf(AContext().WithSecret("secret"))).Message;

        message.ShouldNotContain("whoever");
        message.ShouldNotContain("hidden");
    }

    private async Task<Resolved<ManagementContext>> FindAsync() =>
        await Resolver.FindAsync(ToContext, "default", CancellationToken.None);

    private async Task<ApimCredentials> CredentialsOf(ContextBuilder context) =>
        (await Resolver.ConnectAsync(context.Build(), CancellationToken.None)).Value!.Connection.Credentials;

    private async Task<ResolutionProblem> ProblemOf(ContextBuilder context) =>
        (await Resolver.ConnectAsync(context.Build(), CancellationToken.None)).Problem!;
}

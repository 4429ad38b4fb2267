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
    private ContextResolver _resolver = null!;

    public async ValueTask InitializeAsync() =>
        _resolver = new(await _cluster.WatchAsync<ManagementContext>(), _cluster, new WatchScope([]), templating: true);

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

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

        var found = await _resolver.FindAsync(
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
        var scoped = new ContextResolver(
            await _cluster.WatchAsync<ManagementContext>(), _cluster, new WatchScope(["elsewhere"]), templating: true);

        var found = await scoped.FindAsync(ToContext, "default", CancellationToken.None);

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

        var connection = (await _resolver.ConnectAsync(context, CancellationToken.None)).Value!.Connection;

        connection.ManagementV1().ShouldBe("https://apim.example.com/rest/organizations/ORG/environments/ENV");
    }

    [Fact]
    public async Task Connect_Template_IsRefused()
    {
        var problem = await ProblemOf(AContext().With(spec => spec.BaseUrl = "[[ configmap `a/b` ]]"));

        problem.Kind.ShouldBe(ProblemKind.Template);
        problem.Field.ShouldBe("spec.baseUrl");
    }

    [Fact]
    public async Task Connect_TemplatingOff_TakesBracketsAsTheyAre()
    {
        var resolver = new ContextResolver(
            await _cluster.WatchAsync<ManagementContext>(), _cluster, new WatchScope([]), templating: false);
        var context = AContext().With(spec => spec.Auth!.BearerToken = "[[x]]").Build();

        var resolved = await resolver.ConnectAsync(context, CancellationToken.None);

        resolved.Value!.Connection.Credentials.ShouldBe(ApimCredentials.Bearer("[[x]]"));
    }

    [Fact]
    public async Task Resolve_ContextAndSecret_AreFollowed()
    {
        _cluster.Put(AContext().WithSecret("secret").Build());
        _cluster.Put(ASecret().WithKey("bearerToken", "t").Build());

        (await _resolver.ResolveAsync(ToContext, "default", CancellationToken.None))
            .Value!.Connection.Credentials.ShouldBe(ApimCredentials.Bearer("t"));
    }

    [Fact]
    public async Task Resolve_ContextUnusable_PointsAtTheReferenceAndTellsOfTheContext()
    {
        _cluster.Put(AContext().WithSecret("secret").Build());

        var problem = (await _resolver.ResolveAsync(ToContext, "default", CancellationToken.None)).Problem!;

        problem.Field.ShouldBe("spec.contextRef");
        problem.Message.ShouldStartWith(
            "management context [default/ctx] that cannot be used: secret [default/secret] doesn't exist in the cluster");
        problem.Message.ShouldEndWith("(its spec.auth.secretRef)");
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
        await _resolver.FindAsync(ToContext, "default", CancellationToken.None);

    private async Task<ApimCredentials> CredentialsOf(ContextBuilder context) =>
        (await _resolver.ConnectAsync(context.Build(), CancellationToken.None)).Value!.Connection.Credentials;

    private async Task<ResolutionProblem> ProblemOf(ContextBuilder context) =>
        (await _resolver.ConnectAsync(context.Build(), CancellationToken.None)).Problem!;
}

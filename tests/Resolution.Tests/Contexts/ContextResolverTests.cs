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
    public async Task Connect_TemplatingOff_TakesBracketsAsTheyAre()
    {
        using var plain = await _cluster.ResolveAsync(templating: false);
        var context = AContext().With(spec => spec.Auth!.BearerToken = "[[x]]").Build();

        var resolved = await plain.Contexts.ConnectAsync(context, CancellationToken.None);

        resolved.Value!.Connection.Credentials.ShouldBe(ApimCredentials.Bearer("[[x]]"));
    }

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

    private async Task<Resolved<ManagementContext>> FindAsync() =>
        await Resolver.FindAsync(ToContext, "default", CancellationToken.None);

    private async Task<ResolutionProblem> ProblemOf(ContextBuilder context) =>
        (await Resolver.ConnectAsync(context.Build(), CancellationToken.None)).Problem!;
}

using System.Text.Json.Nodes;
using Gko.Contracts;
using Gko.Contracts.V4;
using Gko.Kubernetes.Model;
using Gko.Testing.Builders;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests.Apis;

public sealed class ApiV4DefinitionResolverTests : IAsyncLifetime
{
    private readonly FakeCluster _cluster = new();
    private ResolutionSet _set = null!;

    public async ValueTask InitializeAsync()
    {
        _set = await _cluster.ResolveAsync();
        _cluster.Put(AContext().Build());
    }

    public ValueTask DisposeAsync()
    {
        _set.Dispose();
        return _cluster.DisposeAsync();
    }

    [Theory]
    [InlineData(true, null, true, false)]
    [InlineData(true, "", true, false)]
    [InlineData(true, "MANAGEMENT", true, false)]
    [InlineData(true, "KUBERNETES", true, true)]
    [InlineData(false, "KUBERNETES", false, true)]
    public async Task Resolve_EveryMode_GoesWhereItShould(bool context, string? source, bool import, bool gateway)
    {
        var api = AV4Api().With(spec =>
        {
            spec.ContextRef = context ? spec.ContextRef : null;
            spec.DefinitionContext = source is null ? null : new DefinitionContext { SyncFrom = source };
        });

        var desired = await DesiredAsync(api);

        (desired.Connection is not null, desired.Import is not null, desired.Gateway is not null).ShouldBe((import, import, gateway));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("MANAGEMENT")]
    public async Task Resolve_NobodyWouldGetIt_IsRefused(string? source)
    {
        var problem = await ProblemAsync(AV4Api().WithoutContext().With(spec => spec.DefinitionContext = new() { SyncFrom = source }));

        problem.ShouldBe(new ResolutionProblem(
            ProblemKind.InvalidObject,
            "API [default/api] has no context and is not read by gateways from this cluster, so nobody would get it; name a ManagementContext in spec.contextRef, or set spec.definitionContext.syncFrom to KUBERNETES",
            "spec.contextRef")
        {
            IsAdmissible = true,
        });
    }

    [Theory]
    [InlineData("MANAGEMENT")]
    [InlineData("KUBERNETES")]
    public async Task Resolve_ContextWithoutAName_IsOneThatDoesNotExist(string source) =>
        (await ProblemAsync(AV4Api().WithContext("").SyncedFrom(source))).Message.ShouldBe(
            "resource [api] references management context [default/] that doesn't exist in the cluster: the reference names no object; give it a name");

    [Fact]
    public async Task Resolve_NoSpec_IsRefused() =>
        (await ProblemAsync(AV4Api().WithObject(api => api.Spec = null))).Kind.ShouldBe(ProblemKind.InvalidObject);

    [Fact]
    public async Task Resolve_Stopped_MustNotBeOnGateways() =>
        (await DesiredAsync(AV4Api().SyncedFrom("KUBERNETES").With(spec => spec.State = "STOPPED"))).Gateway.ShouldBeNull();

    [Fact]
    public async Task Resolve_NoSuchContext_SaysSoInUpstreamsWords() =>
        (await ProblemAsync(AV4Api().WithContext("absent"))).Message.ShouldStartWith(
            "resource [api] references management context [default/absent] that doesn't exist in the cluster: ");

    [Fact]
    public async Task Resolve_PlansThatApimCouldNotTellApart_AreRefused()
    {
        var problem = await ProblemAsync(AV4Api().With(spec => spec.Plans = new() { ["a b"] = new(), ["a.b"] = new() }));

        (problem.Kind, problem.Field).ShouldBe((ProblemKind.InvalidObject, "spec.plans"));
    }

    [Fact]
    public async Task Draft_PlansThatApimCouldNotTellApart_HoldsBoth()
    {
        var resolved = await ResolveAsync(AV4Api().With(spec => spec.Plans = new() { ["a b"] = new(), ["a.b"] = new() }));

        Body(resolved.Draft)["plans"]!.AsArray().Count.ShouldBe(2);
        resolved.Desired.ShouldBeNull();
    }

    [Fact]
    public async Task Draft_NothingInTheWay_IsWhatIsSent()
    {
        var resolved = await ResolveAsync(AV4Api());

        resolved.Draft.ShouldBeSameAs(resolved.Desired);
    }

    [Fact]
    public async Task Draft_TemplateIsWrong_IsAMistakeOfTheCaller()
    {
        var resolved = await ResolveAsync(AV4Api().With(spec => spec.Version = "[[ nonsense ]]"));

        Should.Throw<InvalidOperationException>(() => resolved.Draft);
    }

    [Fact]
    public async Task Resolve_Template_IsEvaluated()
    {
        _cluster.Put(ASecret("names").WithKey("path", "/secret-path").Build());

        var resolved = await ResolveAsync(AV4Api().WithPath("[[ secret `names/path` ]]"));

        ApiAddresses.Of(resolved.Spec).ShouldHaveSingleItem().Value.ShouldBe("/secret-path");
    }

    [Fact]
    public async Task DesiredAfter_ApimAnswered_GivesGatewaysItsIds()
    {
        var resolved = await ResolveAsync(AV4Api().SyncedFrom("KUBERNETES"));

        var after = resolved.DesiredAfter(new() { OrganizationId = "org", EnvironmentId = "env", Id = "id-of-apim" });

        after.Gateway!.Data["organizationId"].ShouldBe("org");
        after.Gateway.Data["definition"].ShouldContain("id-of-apim");
    }

    [Theory]
    [InlineData("bearerToken", true)]
    [InlineData("environment", false)]
    public async Task SyncHash_OfTheContext_CoversTheEnvironmentOnly(string what, bool same)
    {
        var before = (await DesiredAsync(AV4Api())).SyncHash;
        _cluster.Edit<ManagementContext>(new ObjectKey("default", "ctx"), context =>
        {
            context.Spec!.Auth!.BearerToken = what == "bearerToken" ? "other" : context.Spec.Auth.BearerToken;
            context.Spec.EnvironmentId = what == "environment" ? "OTHER" : context.Spec.EnvironmentId;
        });

        ((await DesiredAsync(AV4Api())).SyncHash == before).ShouldBe(same);
    }

    [Fact]
    public async Task Resolve_SharedObject_IsNotChanged()
    {
        _cluster.Put(APolicyGroup("checks"));
        var api = AV4Api().With(spec => spec.Flows = [new Flow { Request = [Run("checks")] }]);

        await ResolveAsync(api);

        api.Build().Spec!.Flows![0].Request![0].Policy.ShouldBeNull();
    }

    private static Step Run(string group) => new() { SharedPolicyGroupRef = new() { Name = group } };

    private static JsonNode Body(DesiredApi desired) => JsonNode.Parse(desired.Import!.Body.Span)!;

    private async Task<ApiResolution<ApiV4DefinitionSpec, ApiV4DefinitionStatus>> ResolveAsync(ApiV4Builder api) =>
        await _set.V4Apis.ResolveAsync(api.Build(), CancellationToken.None);

    private async Task<DesiredApi> DesiredAsync(ApiV4Builder api) => (await ResolveAsync(api)).Desired!;

    private async Task<ResolutionProblem> ProblemAsync(ApiV4Builder api) => (await ResolveAsync(api)).Problems[0];
}

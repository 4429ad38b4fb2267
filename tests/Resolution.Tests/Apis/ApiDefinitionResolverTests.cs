using System.Text.Json.Nodes;
using Gko.Contracts;
using Gko.Testing.Builders;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests.Apis;

public sealed class ApiDefinitionResolverTests : IAsyncLifetime
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

    [Fact]
    public async Task Resolve_CompleteApi_IsTheBodyAndWhereItGoes()
    {
        var desired = await DesiredAsync(AnApi().WithPath("/a"));

        desired.Connection!.OrganizationId.ShouldBe("ORG");
        Body(desired)["proxy"]!["virtual_hosts"]![0]!["path"]!.GetValue<string>().ShouldBe("/a");
    }

    [Theory]
    [InlineData(true, false, true, false)]
    [InlineData(true, true, true, true)]
    [InlineData(false, true, false, true)]
    public async Task Resolve_EveryMode_GoesWhereItShould(bool context, bool local, bool import, bool gateway)
    {
        var desired = await DesiredAsync(AnApi().With(spec => (spec.ContextRef, spec.Local) = (context ? new() { Name = "ctx" } : null, local)));

        (desired.Connection is not null, desired.Import is not null, desired.Gateway is not null).ShouldBe((import, import, gateway));
    }

    [Fact]
    public async Task Resolve_LocalButStopped_MustNotBeOnGateways() =>
        (await DesiredAsync(AnApi().With(spec => (spec.Local, spec.State) = (true, "STOPPED")))).Gateway.ShouldBeNull();

    [Fact]
    public async Task Resolve_StoredApi_RemembersWhatItRead()
    {
        _cluster.Put(AContext().WithSecret("secret").Build());
        _cluster.Put(ASecret().WithKey("bearerToken", "t").Build());
        _cluster.Put(ANotification().ForGroupRefs("devs").Build());
        var api = AnApi().With(spec =>
        {
            spec.Resources = [new() { Ref = new() { Name = "redis" } }];
            spec.NotificationsRefs = [new() { Name = "bell" }];
        }).Build();

        await _set.Apis.ResolveAsync(api, CancellationToken.None);

        _set.Dependencies.SourcesOf(ReferenceKey.Of(api)).Select(source => source.ToString()).ShouldBe(
            [
                "ApiResource default/redis", "Notification default/bell", "Group default/devs", "ManagementContext default/ctx",
                "Secret default/secret",
            ],
            ignoreOrder: true);
    }

    [Fact]
    public async Task Preview_ApiUnderReview_RemembersNothing()
    {
        await _set.Apis.PreviewAsync(AnApi().Build(), CancellationToken.None);

        _set.Dependencies.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Preview_StoredApi_IsWhatTheReconcilerSends()
    {
        _cluster.Put(AnApiResource("redis").Build());
        var api = AnApi().With(spec => spec.Resources = [new() { Ref = new() { Name = "redis" } }]).Build();

        var preview = await _set.Apis.PreviewAsync(api, CancellationToken.None);
        var resolved = await _set.Apis.ResolveAsync(api, CancellationToken.None);

        preview.Desired!.Import!.Body.Span.SequenceEqual(resolved.Desired!.Import!.Body.Span).ShouldBeTrue();
    }

    [Fact]
    public async Task Resolve_NoContext_IsRefused()
    {
        var problem = await ProblemAsync(AnApi().With(spec => spec.ContextRef = null));

        problem.Kind.ShouldBe(ProblemKind.InvalidObject);
        problem.Field.ShouldBe("spec.contextRef");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Resolve_ContextWithoutAName_IsOneThatDoesNotExist(bool local) =>
        (await ProblemAsync(AnApi().With(spec => (spec.ContextRef, spec.Local) = (new() { Name = "" }, local)))).ShouldBe(new(
            ProblemKind.InvalidObject,
            "resource [api] references management context [default/] that doesn't exist in the cluster: the reference names no object; give it a name",
            "spec.contextRef"));

    [Fact]
    public async Task Resolve_NoSpec_IsRefused() =>
        (await ProblemAsync(AnApi().WithObject(api => api.Spec = null))).Kind.ShouldBe(ProblemKind.InvalidObject);

    [Fact]
    public async Task Resolve_NoSuchContext_SaysSoInUpstreamsWords()
    {
        var problem = await ProblemAsync(AnApi().WithContext("absent"));

        problem.Kind.ShouldBe(ProblemKind.UnresolvedReference);
        problem.Message.ShouldStartWith("resource [api] references management context [default/absent] that doesn't exist in the cluster: ");
        problem.Field.ShouldBe("spec.contextRef");
    }

    [Fact]
    public async Task Resolve_TemplatingOff_SendsBracketsAsTheyAre()
    {
        using var plain = await _cluster.ResolveAsync(templating: false);

        var resolved = await plain.Apis.ResolveAsync(AnApi().With(spec => spec.Description = "[[x]]").Build(), CancellationToken.None);

        Body(resolved.Desired!)["description"]!.GetValue<string>().ShouldBe("[[x]]");
    }

    [Fact]
    public async Task Resolve_SharedObject_IsNotChanged()
    {
        var api = AnApi().Build();

        await ResolveAsync(api);

        (api.Spec!.Id, api.Spec.Plans![0].Id, api.Spec.ContextRef!.Namespace).ShouldBe((null, null, null));
    }

    private static JsonNode Body(DesiredApi desired) => JsonNode.Parse(desired.Import!.Body.Span)!;

    private async Task<ApiResolution<ApiDefinitionSpec, ApiDefinitionStatus>> ResolveAsync(ApiDefinition api) =>
        await _set.Apis.ResolveAsync(api, CancellationToken.None);

    private async Task<DesiredApi> DesiredAsync(ApiBuilder api) => (await ResolveAsync(api.Build())).Desired!;

    private async Task<ResolutionProblem> ProblemAsync(ApiBuilder api) => (await ResolveAsync(api.Build())).Problems[0];
}

using System.Text.Json.Nodes;
using Gko.Contracts;
using Gko.Kubernetes.Model;
using Gko.Testing.Builders;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests.Apis;

public sealed class ApiDefinitionResolverTests : IAsyncLifetime
{
    private static readonly ObjectKey ContextKey = new("default", "ctx");

    private readonly FakeCluster _cluster = new();
    private ApiDefinitionResolver _resolver = null!;

    public async ValueTask InitializeAsync()
    {
        _resolver = await ResolverAsync(templating: true);
        _cluster.Put(AContext().Build());
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Resolve_CompleteApi_IsTheBodyAndWhereItGoes()
    {
        var desired = await DesiredAsync(AnApi().WithPath("/a"));

        desired.Connection.OrganizationId.ShouldBe("ORG");
        JsonNode.Parse(desired.Payload.Body.Span)!["proxy"]!["virtual_hosts"]![0]!["path"]!.GetValue<string>().ShouldBe("/a");
    }

    [Fact]
    public async Task Resolve_SameSpecTwice_HasTheSameHash() =>
        (await HashAsync(AnApi())).ShouldBe(await HashAsync(AnApi()));

    [Fact]
    public async Task Resolve_OtherBody_HasAnotherHash() =>
        (await HashAsync(AnApi().WithPath("/b"))).ShouldNotBe(await HashAsync(AnApi().WithPath("/a")));

    [Fact]
    public async Task Resolve_OtherEnvironment_HasAnotherHash()
    {
        var before = await HashAsync(AnApi());
        _cluster.Edit<ManagementContext>(ContextKey, context => context.Spec!.EnvironmentId = "OTHER");

        (await HashAsync(AnApi())).ShouldNotBe(before);
    }

    [Fact]
    public async Task Resolve_OtherAddressOfApim_HasAnotherHash()
    {
        var before = await HashAsync(AnApi());
        _cluster.Edit<ManagementContext>(ContextKey, context => context.Spec!.BaseUrl = "https://other.example.com");

        (await HashAsync(AnApi())).ShouldNotBe(before);
    }

    [Fact]
    public async Task Resolve_OtherCredentials_HasTheSameHash()
    {
        var before = await HashAsync(AnApi());
        _cluster.Edit<ManagementContext>(ContextKey, context => context.Spec!.Auth = new Auth
        {
            Credentials = new() { Username = "u", Password = "p" },
        });

        (await HashAsync(AnApi())).ShouldBe(before);
    }

    [Fact]
    public async Task SyncHash_ApimAnsweredWithOtherIds_IsThatOfTheNextPass()
    {
        var api = AnApi().Build();
        var desired = (await _resolver.ResolveAsync(api, CancellationToken.None)).Value!;
        var status = new ApiDefinitionStatus { Id = "id-of-apim", CrossId = "cross-id-of-apim" };

        var stored = ApiDefinitionResolver.SyncHash(api, status, desired.Connection);

        stored.ShouldBe(await HashAsync(AnApi().WithObject(next => next.Status = status)));
        stored.ShouldNotBe(desired.SyncHash);
    }

    [Fact]
    public async Task SyncHash_ApimAnsweredWithOtherPlanIds_IsThatOfThisPass()
    {
        var api = AnApi().With(spec => spec.Plans![0].CrossId = "cross").Build();
        var desired = (await _resolver.ResolveAsync(api, CancellationToken.None)).Value!;
        var status = new ApiDefinitionStatus
        {
            Id = desired.Payload.Id, CrossId = desired.Payload.CrossId, Plans = new() { ["cross"] = "plan-id-of-apim" },
        };

        ApiDefinitionResolver.SyncHash(api, status, desired.Connection).ShouldBe(desired.SyncHash);
    }

    [Fact]
    public async Task Resolve_LocalApi_IsRefused()
    {
        var problem = await ProblemAsync(AnApi().With(spec => spec.Local = true));

        problem.Kind.ShouldBe(ProblemKind.InvalidObject);
        problem.Field.ShouldBe("spec.local");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Resolve_NoContext_IsRefused(string? name)
    {
        var problem = await ProblemAsync(AnApi().With(spec => spec.ContextRef = name is null ? null : new() { Name = name }));

        problem.Kind.ShouldBe(ProblemKind.InvalidObject);
        problem.Field.ShouldBe("spec.contextRef");
    }

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
    public async Task Resolve_Template_IsRefusedWithItsField()
    {
        var problem = await ProblemAsync(AnApi().With(spec => spec.Plans![0].Security = "[[ secret `a/b` ]]"));

        problem.Kind.ShouldBe(ProblemKind.Template);
        problem.Field.ShouldBe("spec.plans[0].security");
    }

    [Fact]
    public async Task Resolve_TemplatingOff_SendsBracketsAsTheyAre()
    {
        _resolver = await ResolverAsync(templating: false);

        var desired = await DesiredAsync(AnApi().With(spec => spec.Description = "[[x]]"));

        JsonNode.Parse(desired.Payload.Body.Span)!["description"]!.GetValue<string>().ShouldBe("[[x]]");
    }

    [Fact]
    public async Task Resolve_ResourceReference_IsUnresolvable()
    {
        var problem = await ProblemAsync(AnApi().With(spec => spec.Resources = [new(), new() { Ref = new() { Name = "redis" } }]));

        problem.Message.ShouldStartWith("api references resource [default/redis] that does not exist in the cluster: ");
        problem.Field.ShouldBe("spec.resources[1].ref");
    }

    [Fact]
    public async Task Resolve_NotificationReference_IsUnresolvable()
    {
        var problem = await ProblemAsync(AnApi().With(spec => spec.NotificationsRefs = [new() { Name = "mail", Namespace = "other" }]));

        problem.Message.ShouldStartWith("api references notification [other/mail] that does not exist in the cluster: ");
        problem.Field.ShouldBe("spec.notificationsRefs[0]");
    }

    [Fact]
    public async Task Resolve_GroupReference_IsNotedAndLeftOut()
    {
        var desired = await DesiredAsync(AnApi().With(spec => spec.GroupRefs = [new() { Name = "devs" }]));

        desired.Notes.ShouldBe(
            [new ResolutionProblem(ProblemKind.UnresolvedReference, "Group default/devs could not be found", "spec.groupRefs[0]")]);
    }

    [Fact]
    public async Task Resolve_SharedObject_IsNotChanged()
    {
        var api = AnApi().Build();

        await _resolver.ResolveAsync(api, CancellationToken.None);

        (api.Spec!.Id, api.Spec.Plans![0].Id, api.Spec.ContextRef!.Namespace).ShouldBe((null, null, null));
    }

    private async Task<ApiDefinitionResolver> ResolverAsync(bool templating) => new(
        new ContextResolver(await _cluster.WatchAsync<ManagementContext>(), _cluster, new WatchScope([]), templating), templating);

    private async Task<DesiredApi> DesiredAsync(ApiBuilder api) =>
        (await _resolver.ResolveAsync(api.Build(), CancellationToken.None)).Value!;

    private async Task<string> HashAsync(ApiBuilder api) => (await DesiredAsync(api)).SyncHash;

    private async Task<ResolutionProblem> ProblemAsync(ApiBuilder api) =>
        (await _resolver.ResolveAsync(api.Build(), CancellationToken.None)).Problem!;
}

using Gko.Contracts;
using Gko.Kubernetes.Model;
using Gko.Testing.Builders;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests.Apis;

/// <summary>What makes a v2 API worth sending again.</summary>
public sealed class ApiDefinitionHashTests : IAsyncLifetime
{
    private static readonly ObjectKey ContextKey = new("default", "ctx");
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
    public async Task DesiredAfter_ApimAnsweredWithOtherIds_IsThatOfTheNextPass()
    {
        var api = AnApi().Build();
        var resolved = await ResolveAsync(api);
        var status = new ApiDefinitionStatus { Id = "id-of-apim", CrossId = "cross-id-of-apim" };

        var stored = resolved.DesiredAfter(status).SyncHash;

        stored.ShouldBe(await HashAsync(AnApi().WithObject(next => next.Status = status)));
        stored.ShouldBe(resolved.Desired!.SyncHash, "an answer alone is no change");
    }

    [Fact]
    public async Task DesiredAfter_ApimAnsweredWithOtherPlanIds_HasTheHashOfThisPass()
    {
        var resolved = await ResolveAsync(AnApi().With(spec => spec.Plans![0].CrossId = "cross").Build());
        var sent = resolved.Desired!.Import!;
        var status = new ApiDefinitionStatus { Id = sent.Id, CrossId = sent.CrossId, Plans = new() { ["cross"] = "plan-id-of-apim" } };

        resolved.DesiredAfter(status).SyncHash.ShouldBe(resolved.Desired.SyncHash);
    }

    [Fact]
    public async Task DesiredAfter_Problems_IsAMistakeOfTheCaller()
    {
        var resolved = await ResolveAsync(AnApi().WithContext("absent").Build());

        Should.Throw<InvalidOperationException>(() => resolved.DesiredAfter(new()));
    }

    [Fact]
    public async Task Resolve_LocalApi_HasAHashOfItsOwnThatCoversTheGatewaysData()
    {
        var remote = await HashAsync(AnApi());
        var local = await HashAsync(AnApi().With(spec => spec.Local = true));
        var resolved = await ResolveAsync(AnApi().With(spec => spec.Local = true).Build());

        local.ShouldNotBe(remote);
        resolved.DesiredAfter(new() { OrganizationId = "org", EnvironmentId = "env" }).SyncHash.ShouldNotBe(local);
    }

    private async Task<ApiResolution<ApiDefinitionSpec, ApiDefinitionStatus>> ResolveAsync(ApiDefinition api) =>
        await _set.Apis.ResolveAsync(api, CancellationToken.None);

    private async Task<DesiredApi> DesiredAsync(ApiBuilder api) => (await ResolveAsync(api.Build())).Desired!;

    private async Task<string> HashAsync(ApiBuilder api) => (await DesiredAsync(api)).SyncHash;
}

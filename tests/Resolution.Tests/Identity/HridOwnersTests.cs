using Gko.Contracts;
using Gko.Kubernetes.Model;
using Gko.Testing.Builders;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests.Identity;

public sealed class HridOwnersTests : IAsyncLifetime
{
    private readonly FakeCluster _cluster = new();
    private ResolutionSet _set = null!;

    public async ValueTask InitializeAsync()
    {
        _set = await _cluster.ResolveAsync();
        _cluster.Put(AContext("ctx", "a-b").Build());
        _cluster.Put(AContext("ctx", "a").Build());
    }

    public ValueTask DisposeAsync()
    {
        _set.Dispose();
        return _cluster.DisposeAsync();
    }

    [Fact]
    public async Task FindOwner_OtherNamespaceGivesTheSameId_NamesTheOlderApi()
    {
        var older = _cluster.Put(Created(AV4Api("c", "a-b"), 1));

        var conflict = await FindAsync(Created(AV4Api("b-c", "a"), 2));

        conflict.ShouldBe(new HridConflict("a-b-c", ReferenceKey.Of(older)));
    }

    [Fact]
    public async Task FindOwner_NotStoredYet_IsLaterThanAll()
    {
        _cluster.Put(Created(AV4Api("c", "a-b"), 1));

        (await FindAsync(AV4Api("b-c", "a").Build())).ShouldNotBeNull();
    }

    [Fact]
    public async Task FindOwner_OlderApiItself_KeepsItsId()
    {
        _cluster.Put(Created(AV4Api("b-c", "a"), 2));

        (await FindAsync(Created(AV4Api("c", "a-b"), 1))).ShouldBeNull();
    }

    [Fact]
    public async Task FindOwner_BothCreatedAtOnce_ExactlyOneKeepsIt()
    {
        var one = _cluster.Put(Created(AV4Api("c", "a-b"), 1));
        var other = _cluster.Put(Created(AV4Api("b-c", "a"), 1));

        new[] { await FindAsync(one), await FindAsync(other) }.Count(conflict => conflict is null).ShouldBe(1);
    }

    [Fact]
    public async Task FindOwner_OtherEnvironment_IsNoConflict()
    {
        _cluster.Edit<ManagementContext>(new ObjectKey("a", "ctx"), context => context.Spec!.EnvironmentId = "OTHER");
        _cluster.Put(Created(AV4Api("c", "a-b"), 1));

        (await FindAsync(Created(AV4Api("b-c", "a"), 2))).ShouldBeNull();
    }

    [Fact]
    public async Task FindOwner_BothWithoutContext_IsAConflict()
    {
        _cluster.Put(Created(AV4Api("c", "a-b").WithoutContext(), 1));

        (await FindAsync(Created(AV4Api("b-c", "a").WithoutContext(), 2))).ShouldNotBeNull();
    }

    [Fact]
    public async Task FindOwner_ContextUnusable_IsNoConflict()
    {
        _cluster.Put(Created(AV4Api("c", "a-b").WithContext("absent"), 1));

        (await FindAsync(Created(AV4Api("b-c", "a"), 2))).ShouldBeNull();
    }

    [Fact]
    public async Task FindOwner_OneKnownByAUuid_IsNoConflict()
    {
        _cluster.Put(Created(AV4Api("c", "a-b").With(spec => spec.Id = "some-uuid"), 1));

        (await FindAsync(Created(AV4Api("b-c", "a"), 2))).ShouldBeNull();
    }

    [Fact]
    public async Task FindOwner_Itself_IsNoConflict()
    {
        var api = _cluster.Put(Created(AV4Api("c", "a-b"), 1));

        (await FindAsync(api)).ShouldBeNull();
    }

    [Fact]
    public async Task Resolve_IdTaken_IsAConflictThatWaitsForTheOther()
    {
        var older = _cluster.Put(Created(AV4Api("c", "a-b"), 1));
        var api = Created(AV4Api("b-c", "a"), 2);

        var problem = (await _set.V4Apis.ResolveAsync(api, CancellationToken.None)).Problems.ShouldHaveSingleItem();

        problem.ShouldBe(new ResolutionProblem(
            ProblemKind.Conflict,
            "API [a/b-c] would overwrite API [a-b/c] in APIM, which knows both as [a-b-c]: give one of them another name",
            "metadata.name"));
        _set.Dependencies.DependentsOf(ReferenceKey.Of(older)).ShouldBe([ReferenceKey.Of(api)]);
    }

    private static ApiV4Definition Created(ApiV4Builder api, int second) =>
        api.WithObject(created => created.Metadata.CreationTimestamp = DateTimeOffset.UnixEpoch.AddSeconds(second)).Build();

    private async Task<HridConflict?> FindAsync(ApiV4Definition api) =>
        await _set.Hrids.V4Apis.FindOwnerAsync(api, new ReadLog(), CancellationToken.None);
}

using Gko.Contracts;
using Gko.Kubernetes.Model;
using Gko.Testing;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests.Paths;

/// <summary>Addresses that were admitted a moment ago and that no cache has seen yet.</summary>
public sealed class AdmittedPathTests : IAsyncLifetime
{
    private static readonly ObjectKey FirstKey = new("default", "first");
    private static readonly ReferenceKey First = ReferenceKey.Of<ApiDefinition>(FirstKey);
    private readonly FakeCluster _cluster = new();
    private readonly FakeTimeProvider _time = new();
    private PathClaims _claims = null!;

    public async ValueTask InitializeAsync() => _claims = await ClaimsAsync(new WatchScope([]));

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task FindConflicts_ManyPathsOfOneApiAdmittedAMomentAgo_AreConfirmedWithOneRead()
    {
        var first = AnApi("first").WithPath("/a").AndPath("/b").AndPath("/c").Build();
        _cluster.Put(first, seen: false);
        Remember(first);

        (await FindAsync(AnApi("second").WithPath("/a").AndPath("/b").AndPath("/c").Build())).Count.ShouldBe(3);

        _cluster.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task FindConflicts_AdmittedButNotInCacheYet_IsConfirmedLive()
    {
        Remember(_cluster.Put(AnApi("first").WithPath("/a").Build(), seen: false));

        var conflicts = await FindAsync(AnApi("second").WithPath("/a").Build());

        conflicts.ShouldBe([Conflict("/a", 0, First)]);
        _cluster.Requests.ShouldBe(["get apidefinitions default/first"]);
    }

    [Fact]
    public async Task FindConflicts_AdmittedButNeverStored_FindsNone()
    {
        Remember(AnApi("first").WithPath("/a").Build());

        (await FindAsync(AnApi("second").WithPath("/a").Build())).ShouldBeEmpty();
    }

    [Fact]
    public async Task FindConflicts_AdmittedButStoredWithOtherPath_FindsNone()
    {
        Remember(AnApi("first").WithPath("/a").Build());
        _cluster.Put(AnApi("first").WithPath("/b").Build(), seen: false);

        (await FindAsync(AnApi("second").WithPath("/a").Build())).ShouldBeEmpty();
    }

    [Fact]
    public async Task FindConflicts_AdmittedByItself_AsksNobody()
    {
        var api = _cluster.Put(AnApi("first").WithPath("/a").Build(), seen: false);
        Remember(api);

        await FindAsync(api);

        _cluster.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(30, 1)]
    [InlineData(31, 0)]
    public async Task FindConflicts_SomeTimeAfterAdmission_CountsForHalfAMinute(int seconds, int expected)
    {
        Remember(_cluster.Put(AnApi("first").WithPath("/a").Build(), seen: false));
        _time.Advance(TimeSpan.FromSeconds(seconds));

        (await FindAsync(AnApi("second").WithPath("/a").Build())).Count.ShouldBe(expected);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task FindConflicts_AdmittedInOtherNamespace_CountsInClusterOnly(bool inCluster, int expected)
    {
        Remember(_cluster.Put(AnApi("first", "other").WithPath("/a").Build(), seen: false));

        (await FindAsync(AnApi("second").WithPath("/a").Build(), inCluster)).Count.ShouldBe(expected);
    }

    [Fact]
    public async Task FindConflicts_SamePathAdmittedInTwoNamespaces_RemembersBoth()
    {
        Remember(_cluster.Put(AnApi("first").WithPath("/a").Build(), seen: false));
        Remember(_cluster.Put(AnApi("first", "other").WithPath("/a").Build(), seen: false));

        (await FindAsync(AnApi("second").WithPath("/a").Build())).ShouldBe([Conflict("/a", 0, First)]);
    }

    [Fact]
    public async Task FindConflicts_AdmittedOutOfScope_IsNotRead()
    {
        _claims = await ClaimsAsync(new WatchScope(["default"]));
        Remember(_cluster.Put(AnApi("first", "other").WithPath("/a").Build(), seen: false));

        await FindAsync(AnApi("second").WithPath("/a").Build(), inCluster: true);

        _cluster.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task FindConflicts_AdmittedTwice_CountsFromTheLastTime()
    {
        var api = _cluster.Put(AnApi("first").WithPath("/a").Build(), seen: false);
        Remember(api);
        _time.Advance(TimeSpan.FromSeconds(20));
        Remember(api);
        _time.Advance(TimeSpan.FromSeconds(20));
        Remember(AnApi("third").WithPath("/b").Build());

        (await FindAsync(AnApi("second").WithPath("/a").Build())).ShouldHaveSingleItem().Owner.ShouldBe(First);
    }

    [Fact]
    public async Task FindConflicts_V4ApiAdmittedButNotInCacheYet_IsConfirmedLive()
    {
        var owner = _cluster.Put(AV4Api("first").WithPath("/a").Build(), seen: false);
        _claims.Remember(ReferenceKey.Of(owner), ApiAddresses.Of(owner.Spec));

        (await FindAsync(AnApi("second").WithPath("/a").Build())).ShouldBe([Conflict("/a", 0, ReferenceKey.Of(owner))]);
        _cluster.Requests.ShouldBe(["get apiv4definitions default/first"]);
    }

    private static PathConflict Conflict(string path, int index, ReferenceKey owner, string? ownerPath = null) =>
        new(new ApiAddress(AddressKind.Http, path, $"spec.proxy.virtual_hosts[{index}].path"), owner, ownerPath ?? path);

    private async Task<PathClaims> ClaimsAsync(WatchScope scope) => new(
        await _cluster.WatchAsync([.. ApiDefinitionIndexes.All]), await _cluster.WatchAsync([.. ApiV4DefinitionIndexes.All]), _cluster, scope, _time);

    private void Remember(ApiDefinition api) => _claims.Remember(ReferenceKey.Of(api), ApiAddresses.Of(api.Spec));

    private async Task<IReadOnlyList<PathConflict>> FindAsync(ApiDefinition api, bool inCluster = false) =>
        await _claims.FindConflictsAsync(ReferenceKey.Of(api), ApiAddresses.Of(api.Spec), inCluster, CancellationToken.None);

    private async Task<IReadOnlyList<PathConflict>> FindAsync(ApiV4Definition api) =>
        await _claims.FindConflictsAsync(ReferenceKey.Of(api), ApiAddresses.Of(api.Spec), inCluster: false, CancellationToken.None);
}

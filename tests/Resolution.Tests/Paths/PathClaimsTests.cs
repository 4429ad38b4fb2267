using Gko.Contracts;
using Gko.Kubernetes.Model;
using Gko.Testing;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests.Paths;

public sealed class PathClaimsTests : IAsyncLifetime
{
    private static readonly ObjectKey First = new("default", "first");

    private readonly FakeCluster _cluster = new();
    private readonly FakeTimeProvider _time = new();
    private PathClaims _claims = null!;

    public async ValueTask InitializeAsync() => _claims = await ClaimsAsync(new WatchScope([]));

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task FindConflicts_OtherApiHasTheAddress_NamesItAndTheHost()
    {
        _cluster.Put(AnApi("first").WithPath("/a//b/").Build());

        var conflicts = await FindAsync(AnApi("second").WithPath("/free").AndPath("/a/b").Build());

        conflicts.ShouldBe([new PathConflict("/a/b", 1, First)]);
    }

    [Fact]
    public async Task FindConflicts_OnlyTheApiItselfHasTheAddress_FindsNone()
    {
        _cluster.Put(AnApi("first").WithPath("/a").Build());

        (await FindAsync(AnApi("first").WithPath("/a").Build())).ShouldBeEmpty();
    }

    [Fact]
    public async Task FindConflicts_SamePathOnOneHostOnly_FindsNone()
    {
        _cluster.Put(AnApi("first").WithPath("/a", "h.example.com").Build());

        (await FindAsync(AnApi("second").WithPath("/a").Build())).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task FindConflicts_AddressTakenInOtherNamespace_CountsInClusterOnly(bool inCluster, int expected)
    {
        _cluster.Put(AnApi("first", "other").WithPath("/a").Build());

        (await FindAsync(AnApi("second").WithPath("/a").Build(), inCluster)).Count.ShouldBe(expected);
    }

    [Fact]
    public async Task FindConflicts_OtherApiLeftTheAddress_FindsNone()
    {
        _cluster.Put(AnApi("first").WithPath("/a").Build());
        _cluster.Edit<ApiDefinition>(First, api => api.Spec!.Proxy!.VirtualHosts![0].Path = "/moved");

        (await FindAsync(AnApi("second").WithPath("/a").Build())).ShouldBeEmpty();
    }

    [Fact]
    public async Task FindConflicts_ApiWithoutProxy_FindsNone() =>
        (await FindAsync(AnApi("second").With(spec => spec.Proxy = null).Build())).ShouldBeEmpty();

    [Fact]
    public async Task FindConflicts_AdmittedButNotInCacheYet_IsConfirmedLive()
    {
        _claims.Remember(_cluster.Put(AnApi("first").WithPath("/a").Build(), seen: false));

        var conflicts = await FindAsync(AnApi("second").WithPath("/a").Build());

        conflicts.ShouldBe([new PathConflict("/a", 0, First)]);
        _cluster.Requests.ShouldBe(["get apidefinitions default/first"]);
    }

    [Fact]
    public async Task FindConflicts_AdmittedButNeverStored_FindsNone()
    {
        _claims.Remember(AnApi("first").WithPath("/a").Build());

        (await FindAsync(AnApi("second").WithPath("/a").Build())).ShouldBeEmpty();
    }

    [Fact]
    public async Task FindConflicts_AdmittedButStoredWithOtherPath_FindsNone()
    {
        _claims.Remember(AnApi("first").WithPath("/a").Build());
        _cluster.Put(AnApi("first").WithPath("/b").Build(), seen: false);

        (await FindAsync(AnApi("second").WithPath("/a").Build())).ShouldBeEmpty();
    }

    [Fact]
    public async Task FindConflicts_AdmittedByItself_AsksNobody()
    {
        var api = _cluster.Put(AnApi("first").WithPath("/a").Build(), seen: false);
        _claims.Remember(api);

        await FindAsync(api);

        _cluster.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(30, 1)]
    [InlineData(31, 0)]
    public async Task FindConflicts_SomeTimeAfterAdmission_CountsForHalfAMinute(int seconds, int expected)
    {
        _claims.Remember(_cluster.Put(AnApi("first").WithPath("/a").Build(), seen: false));
        _time.Advance(TimeSpan.FromSeconds(seconds));

        (await FindAsync(AnApi("second").WithPath("/a").Build())).Count.ShouldBe(expected);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task FindConflicts_AdmittedInOtherNamespace_CountsInClusterOnly(bool inCluster, int expected)
    {
        _claims.Remember(_cluster.Put(AnApi("first", "other").WithPath("/a").Build(), seen: false));

        (await FindAsync(AnApi("second").WithPath("/a").Build(), inCluster)).Count.ShouldBe(expected);
    }

    [Fact]
    public async Task FindConflicts_SamePathAdmittedInTwoNamespaces_RemembersBoth()
    {
        _claims.Remember(_cluster.Put(AnApi("first").WithPath("/a").Build(), seen: false));
        _claims.Remember(_cluster.Put(AnApi("first", "other").WithPath("/a").Build(), seen: false));

        (await FindAsync(AnApi("second").WithPath("/a").Build())).ShouldBe([new PathConflict("/a", 0, First)]);
    }

    [Fact]
    public async Task FindConflicts_AdmittedOutOfScope_IsNotRead()
    {
        _claims = await ClaimsAsync(new WatchScope(["default"]));
        _claims.Remember(_cluster.Put(AnApi("first", "other").WithPath("/a").Build(), seen: false));

        await FindAsync(AnApi("second").WithPath("/a").Build(), inCluster: true);

        _cluster.Requests.ShouldBeEmpty();
    }

    private async Task<PathClaims> ClaimsAsync(WatchScope scope) =>
        new(await _cluster.WatchAsync(ApiDefinitionIndexes.ByPath), _cluster, scope, _time);

    private async Task<IReadOnlyList<PathConflict>> FindAsync(ApiDefinition api, bool inCluster = false) =>
        await _claims.FindConflictsAsync(api, inCluster, CancellationToken.None);
}

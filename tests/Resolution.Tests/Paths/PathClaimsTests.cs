using Gko.Contracts;
using Gko.Contracts.V2;
using Gko.Kubernetes.Model;
using Gko.Testing;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests.Paths;

public sealed class PathClaimsTests : IAsyncLifetime
{
    private static readonly ObjectKey FirstKey = new("default", "first");
    private static readonly ReferenceKey First = ReferenceKey.Of<ApiDefinition>(FirstKey);
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

        conflicts.ShouldBe([Conflict("/a/b", 1, First, "/a//b/")]);
    }

    [Fact]
    public async Task FindConflicts_ThousandsOfPathsInCommon_TakesAMoment()
    {
        const int Many = 10_000;
        _cluster.Put(AnApi("first").With(spec => spec.Proxy!.VirtualHosts = Hosts(Many)).Build());
        var second = AnApi("second").With(spec => spec.Proxy!.VirtualHosts = Hosts(Many)).Build();
        var started = TimeProvider.System.GetTimestamp();

        (await FindAsync(second)).Count.ShouldBe(Many);

        TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task FindConflicts_NobodyWaitsAnyMore_Stops()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () => await _claims.FindConflictsAsync(
            First, ApiAddresses.Of(AnApi().WithPath("/a").Build().Spec), inCluster: false, stopped.Token));
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
        _cluster.Edit<ApiDefinition>(FirstKey, api => api.Spec!.Proxy!.VirtualHosts![0].Path = "/moved");

        (await FindAsync(AnApi("second").WithPath("/a").Build())).ShouldBeEmpty();
    }

    [Fact]
    public async Task FindConflicts_ApiWithoutProxy_FindsNone() =>
        (await FindAsync(AnApi("second").With(spec => spec.Proxy = null).Build())).ShouldBeEmpty();

    [Theory]
    [InlineData("""{"type":"HTTP","paths":[{"path":"/x"},{"path":"/a/"}]}""", "/a", "/a/", "/a", AddressKind.Http, "spec.listeners[0].paths[1].path")]
    [InlineData("""{"type":"HTTP","paths":[{"path":"/a","host":"h"}]}""", "h/a", "h//a", "h//a", AddressKind.Http, "spec.listeners[0].paths[0].path")]
    [InlineData("""{"type":"TCP","hosts":["x","h"]}""", "h", "h", "h//", AddressKind.Tcp, "spec.listeners[0].hosts[1]")]
    public async Task FindConflicts_V4ApiClaimsWhatAV2ApiHas_NamesTheListener(
        string listener, string address, string written, string ownerPath, AddressKind kind, string field)
    {
        _cluster.Put(AnApi("first").WithPath("/a").AndPath("/a", "h").AndPath("/", "h").Build());

        (await FindAsync(AV4Api("second").WithListener(listener).Build()))
            .ShouldBe([new PathConflict(new ApiAddress(kind, address, field) { Written = written }, First, ownerPath)]);
    }

    [Fact]
    public async Task FindConflicts_V2ApiClaimsWhatAV4ApiHas_NamesIt()
    {
        var owner = _cluster.Put(AV4Api("first").WithPath("/a").Build());

        (await FindAsync(AnApi("second").WithPath("/a").Build())).ShouldBe([Conflict("/a", 0, ReferenceKey.Of(owner))]);
    }

    [Fact]
    public async Task FindConflicts_OneKafkaHost_IsTolerated()
    {
        const string listener = """{"type":"KAFKA","host":"kafka.example.com"}""";
        _cluster.Put(AV4Api("first").WithListener(listener).Build());

        (await FindAsync(AV4Api("second").WithListener(listener).Build())).ShouldHaveSingleItem().Kind.ShouldBe(PathConflictKind.KafkaHost);
    }

    [Fact]
    public async Task FindConflicts_KafkaAndTcpOnOneHost_FindsNone()
    {
        _cluster.Put(AV4Api("first").WithListener("""{"type":"KAFKA","host":"h"}""").Build());

        (await FindAsync(AV4Api("second").WithListener("""{"type":"TCP","hosts":["h"]}""").Build())).ShouldBeEmpty();
    }

    [Fact]
    public async Task FindConflicts_HostsDifferByCase_NamesTheOtherApi()
    {
        _cluster.Put(AnApi("first").WithPath("/a", "H.example.com").Build());

        var conflict = (await FindAsync(AV4Api("second").WithPath("/a", "h.example.com").Build())).ShouldHaveSingleItem();

        (conflict.Owner, conflict.Kind, conflict.Address.Value).ShouldBe((First, PathConflictKind.HostCase, "h.example.com/a"));
    }

    [Theory]
    [InlineData("H.example.com", "/A")]
    [InlineData(null, "/a")]
    [InlineData("other.example.com", "/a")]
    public async Task FindConflicts_MoreDiffersThanTheCaseOfTheHost_FindsNone(string? host, string path)
    {
        _cluster.Put(AnApi("first").WithPath(path, host).Build());

        (await FindAsync(AnApi("second").WithPath("/a", "h.example.com").Build())).ShouldBeEmpty();
    }

    [Fact]
    public async Task FindConflicts_SameHostAndOneThatDiffersByCase_NamesTheSame()
    {
        _cluster.Put(AnApi("another").WithPath("/a", "H.example.com").Build());
        _cluster.Put(AnApi("first").WithPath("/a", "h.example.com").Build());

        (await FindAsync(AnApi("second").WithPath("/a", "h.example.com").Build())).ShouldHaveSingleItem().Owner.ShouldBe(First);
    }

    [Fact]
    public async Task FindConflicts_V2AndV4ApiOfOneName_IsTolerated()
    {
        _cluster.Put(AnApi("first").WithPath("/a").Build());

        (await FindAsync(AV4Api("first").WithPath("/a").Build())).ShouldHaveSingleItem().Kind.ShouldBe(PathConflictKind.Namesake);
    }

    [Fact]
    public async Task FindConflicts_NamesakeAndAnother_NamesTheOther()
    {
        _cluster.Put(AnApi("second").WithPath("/a").Build());
        _cluster.Put(AnApi("first").WithPath("/a").Build());

        var conflict = (await FindAsync(AV4Api("second").WithPath("/a").Build())).ShouldHaveSingleItem();

        (conflict.Owner, conflict.Kind).ShouldBe((First, PathConflictKind.SameAddress));
    }

    private static PathConflict Conflict(string path, int index, ReferenceKey owner, string? ownerPath = null) =>
        new(new ApiAddress(AddressKind.Http, path, $"spec.proxy.virtual_hosts[{index}].path"), owner, ownerPath ?? path);

    private async Task<PathClaims> ClaimsAsync(WatchScope scope) => new(
        await _cluster.WatchAsync([.. ApiDefinitionIndexes.All]), await _cluster.WatchAsync([.. ApiV4DefinitionIndexes.All]), _cluster, scope, _time);

    private static List<VirtualHost> Hosts(int count) => [.. Enumerable.Range(0, count).Select(index => new VirtualHost { Path = $"/path-{index}" })];

    private async Task<IReadOnlyList<PathConflict>> FindAsync(ApiDefinition api, bool inCluster = false) =>
        await _claims.FindConflictsAsync(ReferenceKey.Of(api), ApiAddresses.Of(api.Spec), inCluster, CancellationToken.None);

    private async Task<IReadOnlyList<PathConflict>> FindAsync(ApiV4Definition api) =>
        await _claims.FindConflictsAsync(ReferenceKey.Of(api), ApiAddresses.Of(api.Spec), inCluster: false, CancellationToken.None);
}

using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Resolution.Templating;
using Gko.Testing;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests;

public sealed class ClusterSourcesTests : IAsyncLifetime
{
    private static readonly ObjectKey Key = new("default", "secret");

    private readonly FakeCluster _cluster = new();
    private readonly FakeTimeProvider _time = new();
    private ClusterSources _sources = null!;

    public async ValueTask InitializeAsync() => _sources = new(
        _cluster, await _cluster.WatchAsync<SecretMetadata>(), await _cluster.WatchAsync<ConfigMapMetadata>(), _time);

    public ValueTask DisposeAsync()
    {
        _sources.Dispose();
        return _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Read_Secret_IsDecoded()
    {
        _cluster.Put(ASecret().WithKey("a", " ü\n").Build());

        (await ReadAsync())!.Values["a"].ShouldBe(" ü\n");
    }

    [Fact]
    public async Task Read_ConfigMap_IsItsData()
    {
        _cluster.Put(AConfigMap("secret").WithKey("a", "1").Build());

        (await _sources.ReadAsync(TemplateSourceKind.ConfigMap, Key, CancellationToken.None))!.Values["a"].ShouldBe("1");
    }

    [Fact]
    public async Task Read_SecretAndConfigMapOfOneName_AreNotMixedUp()
    {
        _cluster.Put(ASecret().WithKey("a", "of the secret").Build());
        _cluster.Put(AConfigMap("secret").WithKey("a", "of the map").Build());
        await ReadAsync();

        (await _sources.ReadAsync(TemplateSourceKind.ConfigMap, Key, CancellationToken.None))!.Values["a"].ShouldBe("of the map");
    }

    [Fact]
    public async Task Read_NoSuchObject_IsNull() => (await ReadAsync()).ShouldBeNull();

    [Fact]
    public async Task Read_WithoutAnyData_IsEmpty()
    {
        _cluster.Put(ASecret().Build());

        (await ReadAsync())!.Values.ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_Twice_AsksTheServerOnce()
    {
        _cluster.Put(ASecret().WithKey("a", "1").Build());

        await ReadAsync();
        await ReadAsync();

        _cluster.Requests.ShouldBe(["get secrets default/secret"]);
    }

    [Fact]
    public async Task Read_ChangedMeanwhile_IsTheNewContent()
    {
        _cluster.Put(ASecret().WithKey("a", "old").Build());
        await ReadAsync();
        _cluster.Put(ASecret().WithKey("a", "new").Build());

        (await ReadAsync())!.Values["a"].ShouldBe("new");
    }

    [Fact]
    public async Task Read_MetadataNotSeenYet_IsReadLiveEachTime()
    {
        _cluster.Put(ASecret().WithKey("a", "1").Build(), seen: false);

        (await ReadAsync())!.Values["a"].ShouldBe("1");
        await ReadAsync();

        _cluster.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Read_MetadataBehindTheServer_IsNotServedFromMemoryUntilItCatchesUp()
    {
        _cluster.Put(ASecret().WithKey("a", "1").Build());
        _cluster.Put(ASecret().WithKey("a", "2").Build(), seen: false);

        (await ReadAsync())!.Values["a"].ShouldBe("2");
        _cluster.Put(ASecret().WithKey("a", "3").Build(), seen: false);

        (await ReadAsync())!.Values["a"].ShouldBe("3");
    }

    [Fact]
    public async Task Read_Forbidden_Throws()
    {
        _cluster.Forbid<Secret>();

        (await Should.ThrowAsync<KubeApiException>(async () => await ReadAsync())).IsForbidden.ShouldBeTrue();
    }

    [Fact]
    public async Task Memory_UnusedForMinutes_IsGivenBack()
    {
        _cluster.Put(ASecret().WithKey("a", "1").Build());
        await ReadAsync();

        _time.Advance(TimeSpan.FromMinutes(9));
        _sources.Cached.ShouldBe(1);
        _time.Advance(TimeSpan.FromMinutes(2));

        _sources.Cached.ShouldBe(0);
    }

    [Fact]
    public async Task Memory_InUse_IsKept()
    {
        _cluster.Put(ASecret().WithKey("a", "1").Build());
        for (var minutes = 0; minutes < 30; minutes++)
        {
            await ReadAsync();
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        _cluster.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Memory_ObjectChanged_ForgetsTheOldContentWithinAMinute()
    {
        _cluster.Put(ASecret().WithKey("a", "1").Build());
        await ReadAsync();
        _cluster.Put(ASecret().WithKey("a", "2").Build());

        _time.Advance(TimeSpan.FromMinutes(1));

        _sources.Cached.ShouldBe(0);
    }

    private ValueTask<TemplateSource?> ReadAsync() => _sources.ReadAsync(TemplateSourceKind.Secret, Key, CancellationToken.None);
}

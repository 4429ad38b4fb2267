using Gko.Contracts;
using Gko.Kubernetes.Caching;

using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests.Indexes;

public sealed class ApiDefinitionIndexesTests : IAsyncLifetime
{
    private readonly FakeCluster _cluster = new();
    private IStore<ApiDefinition> _apis = null!;

    public async ValueTask InitializeAsync() => _apis = await _cluster.WatchAsync([.. ApiDefinitionIndexes.All]);

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Theory]
    [InlineData("ctx", null, "default/ctx", 1)]
    [InlineData("ctx", "other", "other/ctx", 1)]
    [InlineData("ctx", "other", "default/ctx", 0)]
    [InlineData("", null, "default/", 0)]
    public void ByContext_ApiWithReference_IsFoundUnderItsTarget(string name, string? ns, string value, int expected)
    {
        _cluster.Put(AnApi().WithContext(name, ns).Build());

        _apis.ByIndex(ApiDefinitionIndexes.ByContext, value).Count.ShouldBe(expected);
    }

    [Fact]
    public void EveryReference_OfAnApi_IsFoundUnderItsTarget()
    {
        _cluster.Put(AnApi().With(spec =>
        {
            spec.Resources = [new() { Name = "inline" }, To("redis")];
            spec.GroupRefs = [new() { Name = "devs" }, new() { Name = "ops", Namespace = "other" }];
            spec.NotificationsRefs = [new() { Name = "bell" }];
        }).Build());

        _apis.ByIndex(ApiDefinitionIndexes.ByResource, "default/redis").Count.ShouldBe(1);
        _apis.ByIndex(ApiDefinitionIndexes.ByGroup, "other/ops").Count.ShouldBe(1);
        _apis.ByIndex(ApiDefinitionIndexes.ByNotification, "default/bell").Count.ShouldBe(1);
    }

    [Fact]
    public void ByPath_OneAddressTwice_IsFoundOnce()
    {
        _cluster.Put(AnApi().WithPath("/a").AndPath("/a/").AndPath("/a", "h").Build());

        _apis.ByIndex(ApiDefinitionIndexes.ByPath, "/a").Count.ShouldBe(1);
        _apis.ByIndex(ApiDefinitionIndexes.ByPath, "h/a").Count.ShouldBe(1);
    }

    [Fact]
    public void EveryIndex_OfAnEmptyObject_FindsNothing()
    {
        _cluster.Put(AnApi().WithObject(api => api.Spec = null).Build());

        ApiDefinitionIndexes.All.ShouldAllBe(index => _apis.ByIndex(index, "default/ctx").Count == 0);
    }

    private static ResourceOrReference To(string name) => new() { Ref = new() { Name = name } };
}

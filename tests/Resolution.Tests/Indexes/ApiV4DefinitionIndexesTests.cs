using Gko.Contracts;
using Gko.Contracts.V4;
using Gko.Kubernetes.Caching;
using Gko.Testing.Builders;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests.Indexes;

public sealed class ApiV4DefinitionIndexesTests : IAsyncLifetime
{
    private readonly FakeCluster _cluster = new();
    private IStore<ApiV4Definition> _apis = null!;

    public async ValueTask InitializeAsync() => _apis = await _cluster.WatchAsync([.. ApiV4DefinitionIndexes.All]);

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public void EveryReference_OfAnApi_IsFoundUnderItsTarget()
    {
        _cluster.Put(AV4Api().With(spec =>
        {
            spec.Resources = [new() { Ref = new() { Name = "redis" } }];
            spec.GroupRefs = [new() { Name = "devs" }];
            spec.NotificationsRefs = [new() { Name = "bell", Namespace = "other" }];
        }).Build());

        Count(ApiV4DefinitionIndexes.ByContext, "default/ctx").ShouldBe(1);
        Count(ApiV4DefinitionIndexes.ByResource, "default/redis").ShouldBe(1);
        Count(ApiV4DefinitionIndexes.ByGroup, "default/devs").ShouldBe(1);
        Count(ApiV4DefinitionIndexes.ByNotification, "other/bell").ShouldBe(1);
        Count(ApiV4DefinitionIndexes.ByPath, "/api").ShouldBe(1);
    }

    [Fact]
    public void ByPolicyGroup_EveryPhaseOfApiAndPlans_IsFound()
    {
        static List<Step> Run(string name) => [new() { SharedPolicyGroupRef = new() { Name = name } }];
        _cluster.Put(AV4Api().With(spec =>
        {
            spec.Flows = [new() { Request = Run("a"), Response = Run("b"), Connect = Run("c") }];
            spec.Plans!["KeyLess"].Flows = [new() { Interact = Run("d"), Publish = Run("e"), Subscribe = Run("f") }];
        }).Build());

        "abcdef".ShouldAllBe(name => Count(ApiV4DefinitionIndexes.ByPolicyGroup, $"default/{name}") == 1);
    }

    [Theory]
    [InlineData(null, null, false, 1)]
    [InlineData("id", null, false, 0)]
    [InlineData(null, "id", false, 0)]
    [InlineData(null, "id", true, 1)]
    [InlineData("id", "id", true, 1)]
    public void ByHrid_ApiKnownByAUuid_IsNotFound(string? specId, string? statusId, bool managed, int expected)
    {
        var api = AV4Api().With(spec => spec.Id = specId).WithStatus(status => status.Id = statusId);
        _cluster.Put((managed ? api.ManagedByHrid() : api).Build());

        Count(ApiV4DefinitionIndexes.ByHrid, "default-api").ShouldBe(expected);
    }

    [Fact]
    public void EveryIndex_OfAnEmptyObject_FindsNoReference()
    {
        _cluster.Put(AV4Api().WithObject(api => api.Spec = null).Build());

        ApiV4DefinitionIndexes.All.ShouldAllBe(index => Count(index, "default/ctx") == 0);
    }

    private int Count(StoreIndex<ApiV4Definition> index, string value) => _apis.ByIndex(index, value).Count;
}

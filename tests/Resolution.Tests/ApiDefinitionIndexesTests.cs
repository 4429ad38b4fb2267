using Gko.Contracts;
using Gko.Kubernetes.Model;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests;

public sealed class ApiDefinitionIndexesTests : IAsyncLifetime
{
    private readonly FakeCluster _cluster = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Theory]
    [InlineData("ctx", null, "default/ctx", 1)]
    [InlineData("ctx", "other", "other/ctx", 1)]
    [InlineData("ctx", "other", "default/ctx", 0)]
    [InlineData("", null, "default/", 0)]
    public async Task ByContext_ApiWithReference_IsFoundUnderItsTarget(string name, string? ns, string value, int expected)
    {
        var apis = await _cluster.WatchAsync(ApiDefinitionIndexes.ByContext);
        _cluster.Put(AnApi().WithContext(name, ns).Build());

        apis.ByIndex(ApiDefinitionIndexes.ByContext, value).Count.ShouldBe(expected);
    }

    [Fact]
    public void PathsOf_OneAddressTwice_NamesItOnce() =>
        ApiDefinitionIndexes.PathsOf(AnApi().WithPath("/a").AndPath("/a/").AndPath("/a", "h").Build()).ShouldBe(["/a", "h/a"]);
}

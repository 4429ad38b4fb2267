using Gko.Contracts;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Operator.Tests;

/// <summary>The guard that all tests over a <see cref="FakeCluster"/> have.</summary>
public sealed class MutationDetectorTests
{
    [Fact]
    public async Task Dispose_HandlerChangedACachedObject_FailsWithTheField()
    {
        var cluster = new FakeCluster();
        var apis = await cluster.WatchAsync<ApiDefinition>();
        apis.Subscribe(change => change.New!.Spec!.Name = "changed in place");
        cluster.Put(AnApi("api").Build());

        var error = await Should.ThrowAsync<InvalidOperationException>(async () => await cluster.DisposeAsync());

        error.Message.ShouldContain("ApiDefinition default/api");
        error.Message.ShouldContain("/spec/name");
    }

    [Fact]
    public async Task Dispose_ChangedObjectWasReplacedSince_FailsAllTheSame()
    {
        var cluster = new FakeCluster();
        await cluster.WatchAsync<ApiDefinition>();
        var api = cluster.Put(AnApi("api").Build());
        api.Metadata.Labels = new() { ["added"] = "later" };
        cluster.Put(AnApi("api").Build());

        (await Should.ThrowAsync<InvalidOperationException>(async () => await cluster.DisposeAsync())).Message.ShouldContain("/metadata/labels");
    }

    [Fact]
    public async Task Dispose_NothingChangedInPlace_IsContent()
    {
        var cluster = new FakeCluster();
        await cluster.WatchAsync<ApiDefinition>();
        cluster.Put(AnApi("api").Build());
        cluster.Edit<ApiDefinition>(OperatorFixture.ApiKey, api => api.Spec!.Name = "changed as clients do");

        await Should.NotThrowAsync(async () => await cluster.DisposeAsync());
    }
}

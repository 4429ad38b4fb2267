using System.Diagnostics.Metrics;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using Gko.Operator.Metrics;
using Gko.Testing;
using static Gko.Testing.Builders.Given;

namespace Gko.Operator.Tests.Metrics;

public sealed class ObjectMetricsTests : IAsyncLifetime
{
    private const string Synced = "gko_sync_seconds{kind=ApiDefinition}";

    private readonly Meter _meter = new("test");
    private MetricCollection _collected = null!;
    private OperatorFixture _fixture = null!;
    private bool _leads = true;

    public async ValueTask InitializeAsync()
    {
        _collected = new MetricCollection(_meter);
        _fixture = await OperatorFixture.CreateAsync();
        new ObjectMetrics(_meter, _fixture.Time, () => _leads).Observe<ApiDefinition, ApiDefinitionStatus>(_fixture.Apis);
    }

    public async ValueTask DisposeAsync()
    {
        await _fixture.DisposeAsync();
        _collected.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Objects_ByReadiness_AreCounted()
    {
        Put("a");
        Put("b");
        SetReady("b", "True", 1);
        Put("c");
        SetReady("c", "False", 1);
        Put("d");
        SetReady("d", "Unknown", 1);

        var values = _collected.Collect();

        values["gko_objects{kind=ApiDefinition,ready=true}"].ShouldBe(1);
        values["gko_objects{kind=ApiDefinition,ready=false}"].ShouldBe(1);
        values["gko_objects{kind=ApiDefinition,ready=unknown}"].ShouldBe(2);
    }

    [Fact]
    public void Sync_NewObject_IsMeasuredUntilItIsReady()
    {
        Put("a");
        _fixture.Time.Advance(TimeSpan.FromSeconds(2));
        SetReady("a", "False", 1);
        _fixture.Time.Advance(TimeSpan.FromSeconds(3));
        SetReady("a", "True", 1);

        _collected.Collect()[Synced].ShouldBe(5);
    }

    [Fact]
    public void Sync_ReadyOnceMore_IsNotMeasuredAgain()
    {
        Put("a");
        SetReady("a", "True", 1);
        _fixture.Time.Advance(TimeSpan.FromSeconds(2));
        SetReady("a", "False", 1);
        SetReady("a", "True", 1);

        _collected.Collect()[Synced].ShouldBe(0);
    }

    [Fact]
    public void Sync_ChangedSpec_IsMeasuredFromTheChange()
    {
        Put("a");
        SetReady("a", "True", 1);
        _fixture.Time.Advance(TimeSpan.FromMinutes(1));
        Edit("a", api => api.Metadata.Generation = 2);
        _fixture.Time.Advance(TimeSpan.FromSeconds(4));
        SetReady("a", "True", 2);

        _collected.Collect()[Synced].ShouldBe(4);
    }

    [Fact]
    public void Sync_ReadyOfAnEarlierGeneration_DoesNotCount()
    {
        Put("a");
        Edit("a", api => api.Metadata.Generation = 2);
        SetReady("a", "True", 1);

        _collected.Collect().Keys.ShouldNotContain(Synced);
    }

    [Fact]
    public void Sync_DeletedBeforeItWasReady_IsForgotten()
    {
        Put("a");
        Edit("a", api => api.Metadata.DeletionTimestamp = _fixture.Time.GetUtcNow());
        SetReady("a", "True", 1);

        _collected.Collect().Keys.ShouldNotContain(Synced);
    }

    [Fact]
    public void Sync_AnotherReplicaLeads_IsNotMeasuredTwice()
    {
        _leads = false;
        Put("a");
        SetReady("a", "True", 1);

        _collected.Collect().Keys.ShouldNotContain(Synced);
    }

    private static ObjectKey Key(string name) => new("default", name);

    private void Put(string name) => _fixture.Cluster.Put(AnApi(name).Build());

    private void Edit(string name, Action<Contracts.ApiDefinition> change) => _fixture.Cluster.Edit(Key(name), change);

    private void SetReady(string name, string status, long generation) => Edit(name, api => api.Status = new ApiDefinitionStatus
    {
        Conditions = [new Condition { Type = ConditionTypes.Ready, Status = status, Reason = "Test", ObservedGeneration = generation }],
    });
}

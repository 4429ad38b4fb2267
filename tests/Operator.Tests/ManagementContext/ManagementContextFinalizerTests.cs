using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model;
using static Gko.Testing.Builders.Given;

namespace Gko.Operator.Tests;

public sealed class ManagementContextFinalizerTests : IAsyncLifetime
{
    private OperatorFixture _fixture = null!;

    public async ValueTask InitializeAsync()
    {
        _fixture = await OperatorFixture.CreateAsync();
        _fixture.Cluster.Put(AContext().Deleting().Build());
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Finalize_Unused_IsDone()
    {
        _fixture.Cluster.Put(AnApi().WithContext("another").Build());

        (await _fixture.FinalizeContextAsync()).ShouldBe(ReconcileResult.Done);
        _fixture.Events.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Finalize_Used_WaitsAndNamesTheApis()
    {
        _fixture.Cluster.Put(AnApi("one", "other").WithContext("ctx", "default").Build());

        var result = await _fixture.FinalizeContextAsync();

        result.Reason.ShouldNotBeNull().ShouldStartWith("1 ApiDefinition (other/one) still rely on this context;");
        _fixture.Context.Status!.Conditions.Line(ConditionTypes.Ready).ShouldBe($"False DeletionBlocked: {result.Reason}");
        _fixture.Events.All.ShouldBe([$"Warning DeleteFailed {result.Reason}"]);
    }

    [Fact]
    public async Task Finalize_UsedByMany_NamesFive()
    {
        foreach (var number in Enumerable.Range(1, 7))
        {
            _fixture.Cluster.Put(AnApi($"api{number}").Build());
        }

        var result = await _fixture.FinalizeContextAsync();

        result.Reason!.ShouldStartWith("7 ApiDefinitions (default/api1, ");
        result.Reason!.Split("default/").Length.ShouldBe(6);
        result.Reason.ShouldContain(", …) still rely on this context;");
    }

    [Fact]
    public async Task Finalize_StillUsed_WritesTheStatusOnce()
    {
        _fixture.Cluster.Put(AnApi().Build());

        await _fixture.FinalizeContextAsync();
        await _fixture.FinalizeContextAsync();

        _fixture.Cluster.Writes.Count().ShouldBe(1);
    }

    [Fact]
    public async Task Finalize_LastApiMovedToOtherContext_IsDone()
    {
        _fixture.Cluster.Put(AnApi().Build());
        _fixture.Cluster.Edit<ApiDefinition>(OperatorFixture.ApiKey, api => api.Spec!.ContextRef!.Name = "another");

        (await _fixture.FinalizeContextAsync()).ShouldBe(ReconcileResult.Done);
    }

    [Fact]
    public void Name_Finalizer_IsUpstreams() => FinalizerNames.ManagementContext.ShouldBe("finalizers.gravitee.io/managementcontextdeletion");
}

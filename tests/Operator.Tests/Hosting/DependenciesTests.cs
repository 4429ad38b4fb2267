using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model;
using Gko.Operator.Hosting;
using Gko.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using static Gko.Testing.Builders.Given;

namespace Gko.Operator.Tests.Hosting;

public sealed class DependenciesTests : IAsyncLifetime
{
    private OperatorFixture _fixture = null!;
    private Controller<ManagementContext> _contextController = null!;
    private Controller<ApiDefinition> _apiController = null!;

    public async ValueTask InitializeAsync()
    {
        _fixture = await OperatorFixture.CreateAsync();
        _contextController = new(new(), _fixture.Contexts, new Idle<ManagementContext>(), null, _fixture.Cluster, _fixture.Time, NullLogger.Instance);
        _apiController = new(new(), _fixture.Apis, new Idle<ApiDefinition>(), null, _fixture.Cluster, _fixture.Time, NullLogger.Instance);
        Dependencies.Connect(_fixture.Contexts, _fixture.Apis, _contextController, _apiController);
    }

    public ValueTask DisposeAsync()
    {
        _contextController.Dispose();
        _apiController.Dispose();
        return _fixture.DisposeAsync();
    }

    [Fact]
    public void Context_Appears_WakesTheApisThatReferToIt()
    {
        _fixture.Cluster.Put(AnApi("one").WithContext("late").Build());
        _fixture.Cluster.Put(AnApi("two", "other").WithContext("late", "default").Build());
        _fixture.Cluster.Put(AnApi("three", "other").WithContext("late").Build());

        _fixture.Cluster.Put(AContext("late").Build());

        _apiController.Depth.ShouldBe(2);
    }

    [Fact]
    public void Context_SpecChanges_WakesItsApis()
    {
        _fixture.Cluster.Put(AnApi().Build());

        Edit(context => context.Spec!.EnvironmentId = "OTHER");

        _apiController.Depth.ShouldBe(1);
    }

    [Theory]
    [InlineData(null, "True", 1)]
    [InlineData("False", "True", 1)]
    [InlineData("True", "False", 0)]
    [InlineData("True", "True", 0)]
    [InlineData("False", "False", 0)]
    public void Context_ReadinessChanges_WakesItsApisWhenApimAnswersAgain(string? before, string after, int expected)
    {
        if (before is not null)
        {
            Edit(context => SetReady(context, before));
        }

        _fixture.Cluster.Put(AnApi().Build());

        Edit(context => SetReady(context, after));

        _apiController.Depth.ShouldBe(expected);
    }

    [Fact]
    public void Context_OnlyMetadataChanges_WakesNobody()
    {
        _fixture.Cluster.Put(AnApi().Build());

        Edit(context => context.Metadata.Labels = new() { ["a"] = "b" });

        _apiController.Depth.ShouldBe(0);
    }

    [Fact]
    public async Task Api_LeavesAContextThatIsBeingDeleted_WakesTheContext()
    {
        _fixture.Cluster.Put(AContext().Deleting().Build());
        _fixture.Cluster.Put(AnApi().Build());

        _fixture.Cluster.Remove<ApiDefinition>(OperatorFixture.ApiKey);

        await Eventually.TrueAsync(() => _contextController.Depth == 1);
    }

    [Fact]
    public void Api_MovesAwayFromAContextThatIsBeingDeleted_WakesTheContext()
    {
        _fixture.Cluster.Put(AContext().Deleting().Build());
        _fixture.Cluster.Put(AnApi().Build());

        _fixture.Cluster.Edit<ApiDefinition>(OperatorFixture.ApiKey, api => api.Spec!.ContextRef!.Name = "another");

        _contextController.Depth.ShouldBe(1);
    }

    [Fact]
    public void Api_MovesAwayFromALivingContext_WakesNobody()
    {
        _fixture.Cluster.Put(AnApi().Build());

        _fixture.Cluster.Edit<ApiDefinition>(OperatorFixture.ApiKey, api => api.Spec!.ContextRef!.Name = "another");

        _contextController.Depth.ShouldBe(0);
    }

    private static void SetReady(ManagementContext context, string status) => context.Status = new ManagementContextStatus
    {
        Conditions = [new Condition { Type = ConditionTypes.Ready, Status = status, Reason = "Test" }],
    };

    private void Edit(Action<ManagementContext> change) => _fixture.Cluster.Edit(OperatorFixture.ContextKey, change);

    private sealed class Idle<T> : IReconciler<T> where T : class, IResource<T>
    {
        public ValueTask<ReconcileResult> ReconcileAsync(T resource, ReconcileContext context, CancellationToken ct) =>
            ValueTask.FromResult(ReconcileResult.Done);
    }
}

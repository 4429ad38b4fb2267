using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
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
        _contextController = Controller(_fixture.Contexts);
        _apiController = Controller(_fixture.Apis);
        var dependencies = new Dependencies(_fixture.Resolution.Dependencies, TimeSpan.Zero);
        dependencies.Dependent(_fixture.Contexts, _contextController);
        dependencies.Dependent(_fixture.Apis, _apiController);
        dependencies.Source(_fixture.Contexts, Dependencies.OfContext);
        dependencies.Owners(ConfigMaps);
        dependencies.Holders(_fixture.Apis, ControllerSet.HeldBy);
    }

    public ValueTask DisposeAsync()
    {
        _contextController.Dispose();
        _apiController.Dispose();
        return _fixture.DisposeAsync();
    }

    [Fact]
    public async Task Context_Appears_WakesTheApisThatReferToIt()
    {
        await SeenAsync(AnApi("one").WithContext("late").Build());
        await SeenAsync(AnApi("two", "other").WithContext("late", "default").Build());
        await SeenAsync(AnApi("three", "other").WithContext("late").Build());

        _fixture.Cluster.Put(AContext("late").Build());

        _apiController.Depth.ShouldBe(2);
    }

    [Fact]
    public async Task Context_SpecChanges_WakesItsApis()
    {
        await SeenAsync(AnApi().Build());

        Edit(context => context.Spec!.EnvironmentId = "OTHER");

        _apiController.Depth.ShouldBe(1);
    }

    [Theory]
    [InlineData(null, "True", 1)]
    [InlineData("False", "True", 1)]
    [InlineData("True", "False", 0)]
    [InlineData("True", "True", 0)]
    [InlineData("False", "False", 0)]
    public async Task Context_ReadinessChanges_WakesItsApisWhenApimAnswersAgain(string? before, string after, int expected)
    {
        if (before is not null)
        {
            Edit(context => SetReady(context, before));
        }

        await SeenAsync(AnApi().Build());

        Edit(context => SetReady(context, after));

        _apiController.Depth.ShouldBe(expected);
    }

    [Fact]
    public async Task Context_OnlyMetadataChanges_WakesNobody()
    {
        await SeenAsync(AnApi().Build());

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

    [Fact]
    public void ConfigMap_TakenAwayFromItsApi_WakesTheApi()
    {
        _fixture.Cluster.Put(OwnedBy("api"));
        using var controller = Controller(_fixture.Apis);
        var dependencies = new Dependencies(_fixture.Resolution.Dependencies, TimeSpan.Zero);
        dependencies.Dependent(_fixture.Apis, controller);
        dependencies.Owners(ConfigMaps);

        _fixture.Cluster.Put(AConfigMap().Build());

        controller.Depth.ShouldBe(1);
    }

    [Fact]
    public async Task ConfigMap_OfSomebodyElseGoes_WakesTheApiThatWaitsForItsName()
    {
        _fixture.Cluster.Put(AConfigMap("api").Build());
        _apiController.Depth.ShouldBe(0);

        _fixture.Cluster.Remove<ConfigMap>(new ObjectKey("default", "api"));

        await Eventually.TrueAsync(() => _apiController.Depth == 1);
    }

    private Informer<ConfigMapMetadata> ConfigMaps => (Informer<ConfigMapMetadata>)_fixture.Resolution.Stores.ConfigMaps;

    private Controller<T> Controller<T>(Informer<T> informer) where T : class, IResource<T> =>
        new(new(), informer, new Idle<T>(), null, _fixture.Cluster, _fixture.Time, NullLogger.Instance);

    private static ConfigMap OwnedBy(string api)
    {
        var map = AConfigMap().Build();
        map.Metadata.OwnerReferences = [new OwnerReference { ApiVersion = ApiGroup.ApiVersion, Kind = nameof(ApiDefinition), Name = api, Uid = api }];
        return map;
    }

    /// <summary>Stores an API that was resolved once, as all are after a start.</summary>
    private async Task SeenAsync(ApiDefinition api) =>
        await _fixture.Resolution.Apis.ResolveAsync(_fixture.Cluster.Put(api), CancellationToken.None);

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

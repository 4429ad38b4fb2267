using Gko.Contracts;
using Gko.Contracts.V4;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Operator.Hosting;
using Gko.Resolution;
using Gko.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using static Gko.Testing.Builders.Given;

namespace Gko.Operator.Tests.Hosting;

/// <summary>Who is looked at again when something that is no context changes.</summary>
public sealed class DependencySourcesTests : IAsyncLifetime
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly List<IDisposable> _controllers = [];
    private OperatorFixture _fixture = null!;
    private Dependencies _dependencies = null!;
    private Controller<ManagementContext> _contexts = null!;
    private Controller<ApiResource> _resources = null!;
    private Controller<ApiDefinition> _apis = null!;
    private Controller<ApiV4Definition> _v4Apis = null!;

    private Gko.Resolution.ClusterStores Stores => _fixture.Resolution.Stores;

    public async ValueTask InitializeAsync()
    {
        _fixture = await OperatorFixture.CreateAsync();
        _dependencies = new Dependencies(_fixture.Resolution.Dependencies, Pace);
        _contexts = Dependent(_fixture.Contexts);
        _resources = Dependent(_fixture.Resources);
        _apis = Dependent(_fixture.Apis);
        _v4Apis = Dependent(_fixture.V4Apis);
    }

    public ValueTask DisposeAsync()
    {
        _controllers.ForEach(controller => controller.Dispose());
        return _fixture.DisposeAsync();
    }

    [Fact]
    public async Task ConfigMapOfATemplate_Appears_WakesWhoMissedIt()
    {
        _dependencies.Source((Informer<ConfigMapMetadata>)Stores.ConfigMaps, Dependencies.OfAnything);
        await _fixture.SyncAsync(AnApi().With(spec => spec.Description = """[[ configmap "late/text" ]]"""));

        _fixture.Cluster.Put(AConfigMap("late").WithKey("text", "now").Build());

        _apis.Depth.ShouldBe(1);
    }

    [Fact]
    public async Task Secret_Changes_WakesTheContextAndTheApisBehindIt()
    {
        _dependencies.Source((Informer<SecretMetadata>)Stores.Secrets, Dependencies.OfAnything);
        _fixture.Cluster.Put(ASecret("token").WithKey("bearerToken", "a").Build());
        _fixture.Cluster.Put(AContext().WithSecret("token").Build());
        _fixture.Cluster.Put(AnApi().Build());
        await _fixture.ReconcileContextAsync();
        await _fixture.ReconcileApiAsync();
        Pass();
        var before = (_contexts.Depth, _apis.Depth);

        _fixture.Cluster.Put(ASecret("token").WithKey("bearerToken", "b").Build());
        Pass();

        (before, (_contexts.Depth, _apis.Depth)).ShouldBe(((0, 0), (1, 1)));
    }

    [Fact]
    public async Task ApiResource_SpecChanges_WakesTheApisOfBothGenerations()
    {
        _dependencies.Source(_fixture.Resources, Dependencies.OfSpec);
        _fixture.Cluster.Put(AnApiResource().Build());
        await _fixture.SyncAsync(AnApi().With(spec => spec.Resources = [new() { Ref = new() { Name = "cache" } }]));
        await _fixture.SyncAsync(AV4Api().With(spec => spec.Resources = [new() { Ref = new() { Name = "cache" } }]));

        _fixture.Cluster.Edit<ApiResource>(new ObjectKey("default", "cache"), resource => resource.Spec!.Type = "another");
        Pass();

        (_apis.Depth, _v4Apis.Depth, _resources.Depth).ShouldBe((1, 1, 0));
    }

    [Fact]
    public async Task ApiResource_OnlyItsStatusChanges_WakesNobody()
    {
        _dependencies.Source(_fixture.Resources, Dependencies.OfSpec);
        _fixture.Cluster.Put(AnApiResource().Build());
        await _fixture.SyncAsync(AnApi().With(spec => spec.Resources = [new() { Ref = new() { Name = "cache" } }]));

        _fixture.Cluster.Edit<ApiResource>(new ObjectKey("default", "cache"), resource => resource.Status = new ApiResourceStatus());
        Pass();

        _apis.Depth.ShouldBe(0);
    }

    [Theory]
    [InlineData("cross-id", 0)]
    [InlineData("another", 1)]
    public async Task PolicyGroup_StatusChanges_WakesItsApisWhenApimCallsItOtherwise(string crossId, int expected)
    {
        _dependencies.Source((Informer<SharedPolicyGroup>)Stores.PolicyGroups, Dependencies.OfPolicyGroup);
        _fixture.Cluster.Put(APolicyGroup());
        await _fixture.SyncAsync(AV4Api().With(
            spec => spec.Flows = [new Flow { Request = [new Step { SharedPolicyGroupRef = new() { Name = "policies" } }] }]));

        _fixture.Cluster.Edit<SharedPolicyGroup>(
            new ObjectKey("default", "policies"), group => group.Status = new SharedPolicyGroupStatus { CrossId = crossId, Id = "id" });

        _v4Apis.Depth.ShouldBe(expected);
    }

    [Fact]
    public async Task ManyDependents_OfOneSource_AreSpread()
    {
        _dependencies.Source(_fixture.Resources, Dependencies.OfSpec);
        foreach (var name in new[] { "one", "two", "three" })
        {
            var api = AnApi(name).With(spec => spec.Resources = [new() { Ref = new() { Name = "cache" } }]).Build();
            await _fixture.Resolution.Apis.ResolveAsync(_fixture.Cluster.Put(api), CancellationToken.None);
        }

        _fixture.Cluster.Put(AnApiResource().Build());
        List<int> depths = [_apis.Depth];
        for (var i = 0; i < 2; i++)
        {
            _fixture.Time.Advance(Pace);
            depths.Add(_apis.Depth);
        }

        depths.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Dependent_IsGone_IsForgotten()
    {
        await _fixture.SyncAsync(AnApi());
        _fixture.Resolution.Dependencies.Count.ShouldBe(1);

        _fixture.Cluster.Remove<ApiDefinition>(OperatorFixture.ApiKey);

        await Eventually.TrueAsync(() => _fixture.Resolution.Dependencies.Count == 0);
    }

    [Fact]
    public async Task ConfigMapOfGateways_Edited_WakesItsOwner()
    {
        _dependencies.Owners((Informer<ConfigMapMetadata>)Stores.ConfigMaps);
        await _fixture.SyncAsync(AV4Api().WithoutContext().SyncedFrom("KUBERNETES"));

        _fixture.Cluster.Edit<ConfigMap>(OperatorFixture.ApiKey, map => map.Data!["definition"] = "{}");

        (_v4Apis.Depth, _apis.Depth).ShouldBe((1, 0));
    }

    [Fact]
    public void ConfigMap_OfSomebodyElse_WakesNobody()
    {
        _dependencies.Owners((Informer<ConfigMapMetadata>)Stores.ConfigMaps);
        var map = AConfigMap("api").Build();
        map.Metadata.OwnerReferences = [new OwnerReference { ApiVersion = "apps/v1", Kind = "ApiDefinition", Name = "api", Uid = "x" }];

        _fixture.Cluster.Put(map);

        (_v4Apis.Depth, _apis.Depth).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Api_LeavesAResourceThatIsBeingDeleted_WakesTheResource()
    {
        _dependencies.Holders(_fixture.V4Apis, ControllerSet.HeldBy);
        var resource = AnApiResource().Build();
        resource.Metadata.DeletionTimestamp = _fixture.Time.GetUtcNow();
        _fixture.Cluster.Put(resource);
        _fixture.Cluster.Put(AV4Api().With(spec => spec.Resources = [new() { Ref = new() { Name = "cache" } }]).Build());

        _fixture.Cluster.Remove<ApiV4Definition>(OperatorFixture.ApiKey);

        await Eventually.TrueAsync(() => _resources.Depth == 1);
    }

    [Fact]
    public async Task Listing_TakesAnApiOffThatIsBeingDeleted_WakesThatApi()
    {
        _fixture.Cluster.Put(AV4Api().Deleting().Build());
        _fixture.Cluster.Put(AV4Api("kept").Deleting().Build());
        var listings = await _fixture.Cluster.WatchAsync<PortalListing>();
        _dependencies.Holders(listings, PortalIndexes.HeldBy);
        _fixture.Cluster.Put(new PortalListing
        {
            Metadata = new() { Name = "shop", Namespace = "default" },
            Spec = new PortalListingSpec { Apis = [new() { Ref = new() { Name = "kept" } }, new() { Ref = new() { Name = "api" } }] },
        });
        var before = _v4Apis.Depth;

        _fixture.Cluster.Edit<PortalListing>(new ObjectKey("default", "shop"), listing => listing.Spec!.Apis!.RemoveAt(1));

        (before, _v4Apis.Depth).ShouldBe((0, 1));
    }

    [Fact]
    public async Task Listing_TakesALivingApiOff_WakesNobody()
    {
        _fixture.Cluster.Put(AV4Api().Build());
        var listings = await _fixture.Cluster.WatchAsync<PortalListing>();
        _dependencies.Holders(listings, PortalIndexes.HeldBy);
        _fixture.Cluster.Put(new PortalListing
        {
            Metadata = new() { Name = "shop", Namespace = "default" },
            Spec = new PortalListingSpec { Apis = [new() { Ref = new() { Name = "api" } }] },
        });

        _fixture.Cluster.Edit<PortalListing>(new ObjectKey("default", "shop"), listing => listing.Spec!.Apis!.Clear());

        _v4Apis.Depth.ShouldBe(0);
    }

    private Controller<T> Dependent<T>(Informer<T> informer)
        where T : class, IResource<T>
    {
        var controller = new Controller<T>(new(), informer, new Idle<T>(), null, _fixture.Cluster, _fixture.Time, NullLogger.Instance);
        _controllers.Add(controller);
        _dependencies.Dependent(informer, controller);
        return controller;
    }

    private void Pass() => _fixture.Time.Advance(Pace * 5);

    private sealed class Idle<T> : IReconciler<T> where T : class, IResource<T>
    {
        public ValueTask<ReconcileResult> ReconcileAsync(T resource, ReconcileContext context, CancellationToken ct) =>
            ValueTask.FromResult(ReconcileResult.Done);
    }
}

using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model;
using Gko.Resolution;
using Gko.Testing;
using Gko.Testing.Builders;
using Gko.Testing.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using static Gko.Testing.Builders.Given;

namespace Gko.Operator.Tests;

/// <summary>The reconcilers and finalizers over a cluster and an APIM in memory, with the context <c>default/ctx</c>.</summary>
internal sealed class OperatorFixture : IAsyncDisposable
{
    public static readonly ObjectKey ApiKey = new("default", "api");
    public static readonly ObjectKey ContextKey = new("default", "ctx");

    private readonly ApiDefinitionStatusWriter _apiStatus;
    private readonly ManagementContextStatusWriter _contextStatus;
    private readonly LastResort _lastResort;
    private ApiDefinitionReconciler _reconciler;

    private OperatorFixture(FakeCluster cluster, ClusterStores stores)
    {
        Cluster = cluster;
        Resolution = new ResolutionSet(stores, cluster, new WatchScope([]), templating: true, Time);
        var writer = new StatusWriter(cluster, FieldManagers.Operator);
        _apiStatus = new ApiDefinitionStatusWriter(writer, Apis, Time);
        _contextStatus = new ManagementContextStatusWriter(writer, Contexts, Time);
        _lastResort = new LastResort(cluster);
        _reconciler = Reconciler(always: false);
        cluster.Put(AContext().Build());
    }

    public FakeCluster Cluster { get; }

    public ResolutionSet Resolution { get; }

    public Informer<ApiDefinition> Apis => (Informer<ApiDefinition>)Resolution.Stores.Apis;

    public Informer<ManagementContext> Contexts => (Informer<ManagementContext>)Resolution.Stores.Contexts;

    public FakeApim Apim { get; } = new();

    public RecordedEvents Events { get; } = new();

    public FakeTimeProvider Time { get; } = new();

    /// <summary>The API <c>default/api</c> as stored.</summary>
    public ApiDefinition Api => Cluster.Peek<ApiDefinition>(ApiKey)!;

    /// <summary>The context <c>default/ctx</c> as stored.</summary>
    public ManagementContext Context => Cluster.Peek<ManagementContext>(ContextKey)!;

    public static async Task<OperatorFixture> CreateAsync()
    {
        var cluster = new FakeCluster();
        return new OperatorFixture(cluster, await cluster.WatchAllAsync());
    }

    /// <summary>Starts the reconciler anew, as a restart does.</summary>
    public void Restart(bool always) => _reconciler = Reconciler(always);

    /// <summary>Stores the API and reconciles it once.</summary>
    public Task<ReconcileResult> SyncAsync(ApiBuilder api)
    {
        Cluster.Put(api.Build());
        return ReconcileApiAsync();
    }

    public async Task<ReconcileResult> ReconcileApiAsync(int failures = 0) =>
        await _reconciler.ReconcileAsync(Apis.Get(ApiKey)!, Attempt(failures), CancellationToken.None);

    public async Task<ReconcileResult> FinalizeApiAsync(ApiBuilder api, int failures = 0)
    {
        Cluster.Put(api.Deleting().Build());
        return await FinalizeApiAgainAsync(failures);
    }

    public async Task<ReconcileResult> FinalizeApiAgainAsync(int failures = 1) =>
        await new ApiDefinitionFinalizer(Resolution.Contexts, Resolution.Dependencies, _lastResort, Apim, _apiStatus, Events, NullLogger<ApiDefinitionFinalizer>.Instance)
            .FinalizeAsync(Apis.Get(ApiKey)!, Attempt(failures), CancellationToken.None);

    public async Task<ReconcileResult> ReconcileContextAsync() =>
        await new ManagementContextReconciler(Resolution.Contexts, Resolution.Dependencies, _lastResort, Apim, _contextStatus, Events)
            .ReconcileAsync(Contexts.Get(ContextKey)!, Attempt(0), CancellationToken.None);

    public async Task<ReconcileResult> FinalizeContextAsync() =>
        await new ManagementContextFinalizer(Resolution.Usage, _lastResort, _contextStatus, Events)
            .FinalizeAsync(Contexts.Get(ContextKey)!, Attempt(0), CancellationToken.None);

    public ValueTask DisposeAsync()
    {
        Resolution.Dispose();
        return Cluster.DisposeAsync();
    }

    private static ReconcileContext Attempt(int failures) => new() { ReconcileId = "id", Controller = "test", Failures = failures };

    private ApiDefinitionReconciler Reconciler(bool always) => new(
        Resolution.Apis, new Predecessors(Apim), Apim, _apiStatus, Events, new StartupSync(always),
        NullLogger<ApiDefinitionReconciler>.Instance);
}

using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
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

    private readonly Kind<ApiDefinition> _v2;
    private readonly Kind<ApiV4Definition> _v4;
    private readonly ManagementContextStatusWriter _contextStatus;
    private readonly ApiResourceStatusWriter _resourceStatus;
    private readonly LastResort _lastResort;

    private OperatorFixture(FakeCluster cluster, ClusterStores stores, ApiUsers users)
    {
        Cluster = cluster;
        Resolution = new ResolutionSet(stores, cluster, new WatchScope([]), templating: true, Time);
        var writer = new StatusWriter(cluster, FieldManagers.Operator);
        _lastResort = new LastResort(cluster);
        _contextStatus = new ManagementContextStatusWriter(writer, Contexts, Time);
        _resourceStatus = new ApiResourceStatusWriter(writer, Resources, Time);
        Gateways = new GatewayConfigMaps(cluster, (Informer<ConfigMapMetadata>)stores.ConfigMaps);
        _v2 = new Kind<ApiDefinition>(this, new ApiDefinitionKind(Resolution.Apis, Apim, writer, Apis), users);
        _v4 = new Kind<ApiV4Definition>(this, new ApiV4DefinitionKind(Resolution.V4Apis, Apim, writer, V4Apis), users);
        cluster.Put(AContext().Build());
    }

    public FakeCluster Cluster { get; }

    public ResolutionSet Resolution { get; }

    public Informer<ApiDefinition> Apis => (Informer<ApiDefinition>)Resolution.Stores.Apis;

    public Informer<ApiV4Definition> V4Apis => (Informer<ApiV4Definition>)Resolution.Stores.V4Apis;

    public Informer<ApiResource> Resources => (Informer<ApiResource>)Resolution.Stores.Resources;

    public GatewayConfigMaps Gateways { get; }

    public Informer<ManagementContext> Contexts => (Informer<ManagementContext>)Resolution.Stores.Contexts;

    public FakeApim Apim { get; } = new();

    public RecordedEvents Events { get; } = new();

    public FakeTimeProvider Time { get; } = new();

    /// <summary>The API <c>default/api</c> as stored.</summary>
    public ApiDefinition Api => Cluster.Peek<ApiDefinition>(ApiKey)!;

    /// <summary>The v4 API <c>default/api</c> as stored.</summary>
    public ApiV4Definition V4Api => Cluster.Peek<ApiV4Definition>(ApiKey)!;

    /// <summary>What gateways read of <c>default/api</c>; null when there is nothing.</summary>
    public ConfigMap? ConfigMap => Cluster.Peek<ConfigMap>(ApiKey);

    /// <summary>The context <c>default/ctx</c> as stored.</summary>
    public ManagementContext Context => Cluster.Peek<ManagementContext>(ContextKey)!;

    /// <param name="seesIngresses">As <c>ENABLE_INGRESS</c>.</param>
    public static async Task<OperatorFixture> CreateAsync(bool seesIngresses = true)
    {
        var cluster = new FakeCluster();
        var stores = await cluster.WatchAllAsync();
        return new OperatorFixture(cluster, stores, new ApiUsers(stores, cluster, seesIngresses));
    }

    /// <summary>What cleans up after v2 APIs.</summary>
    public IFinalizer<ApiDefinition> ApiFinalizer => _v2.Finalizer;

    /// <summary>How many calls and requests were made so far, reads included, and how many events recorded.</summary>
    public (int Calls, int Requests, int Events) Traffic => (Apim.Calls, Cluster.Requests.Count, Events.All.Count);

    /// <summary>Starts the reconcilers anew, as a restart does.</summary>
    public void Restart(bool always)
    {
        _v2.Restart(always);
        _v4.Restart(always);
    }

    /// <summary>Stores the API and reconciles it once.</summary>
    public Task<ReconcileResult> SyncAsync(ApiBuilder api)
    {
        Cluster.Put(api.Build());
        return ReconcileApiAsync();
    }

    /// <summary>Stores the v4 API and reconciles it once.</summary>
    public Task<ReconcileResult> SyncAsync(ApiV4Builder api)
    {
        return _v4.ReconcileAsync(V4Apis.Get(ObjectKey.Of(Cluster.Put(api.Build())))!, failures: 0);
    }

    public Task<ReconcileResult> ReconcileApiAsync(int failures = 0) => _v2.ReconcileAsync(Apis.Get(ApiKey)!, failures);

    public Task<ReconcileResult> ReconcileV4ApiAsync(int failures = 0) => _v4.ReconcileAsync(V4Apis.Get(ApiKey)!, failures);

    public Task<ReconcileResult> FinalizeApiAsync(ApiBuilder api, int failures = 0)
    {
        Cluster.Put(api.Deleting().Build());
        return FinalizeApiAgainAsync(failures);
    }

    public Task<ReconcileResult> FinalizeApiAgainAsync(int failures = 1) => _v2.FinalizeAsync(Apis.Get(ApiKey)!, failures);

    public Task<ReconcileResult> FinalizeV4ApiAsync(ApiV4Builder api, int failures = 0)
    {
        return _v4.FinalizeAsync(V4Apis.Get(ObjectKey.Of(Cluster.Put(api.Deleting().Build())))!, failures);
    }

    public async Task<ReconcileResult> ReconcileResourceAsync(ObjectKey key) =>
        await new ApiResourceReconciler(Resolution.Resources, _resourceStatus, Events)
            .ReconcileAsync(Resources.Get(key)!, Attempt(0), CancellationToken.None);

    public async Task<ReconcileResult> FinalizeResourceAsync(ObjectKey key) =>
        await new ApiResourceFinalizer(Resolution.Usage, _resourceStatus, Events)
            .FinalizeAsync(Resources.Get(key)!, Attempt(0), CancellationToken.None);

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

    /// <summary>The reconcile loop of one generation of APIs.</summary>
    private sealed class Kind<T>
        where T : class, IResource<T>, IApi
    {
        private readonly OperatorFixture _fixture;
        private readonly IApiKind<T> _kind;
        private readonly ApiStatuses<T> _statuses;
        private ApiReconciler<T> _reconciler = null!;

        public Kind(OperatorFixture fixture, IApiKind<T> kind, ApiUsers users)
        {
            (_fixture, _kind) = (fixture, kind);
            _statuses = new ApiStatuses<T>(kind, fixture.Time);
            Finalizer = new ApiFinalizer<T>(
                kind, _statuses, users, fixture.Resolution.Contexts, fixture.Resolution.Dependencies, fixture._lastResort, fixture.Gateways, fixture.Events,
                NullLogger<ApiFinalizer<T>>.Instance);
            Restart(always: false);
        }

        public ApiFinalizer<T> Finalizer { get; }

        public void Restart(bool always) => _reconciler = new(
            _kind, _statuses, _fixture.Gateways, _fixture.Events, new StartupSync(always), NullLogger<ApiReconciler<T>>.Instance);

        public async Task<ReconcileResult> ReconcileAsync(T api, int failures) =>
            await _reconciler.ReconcileAsync(api, Attempt(failures), CancellationToken.None);

        public async Task<ReconcileResult> FinalizeAsync(T api, int failures) =>
            await Finalizer.FinalizeAsync(api, Attempt(failures), CancellationToken.None);
    }
}

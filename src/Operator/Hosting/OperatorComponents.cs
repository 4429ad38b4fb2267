using Gko.Apim.Client;
using Gko.Apim.Http;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Events;
using Gko.Kubernetes.Health;
using Gko.Kubernetes.LeaderElection;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Tracing;
using Gko.Operator.Configuration;
using Gko.Operator.Metrics;
using Gko.Resolution;
using Gko.Webhooks;

namespace Gko.Operator.Hosting;

/// <summary>
/// The operator's parts, wired by hand: what depends on what is read here from top to bottom. A new kind adds its informer, its
/// webhooks (<see cref="WebhookSet"/>) and its controller.
/// </summary>
internal sealed class OperatorComponents : IDisposable
{
    private readonly ApimHttpClientPool _pool;
    private readonly ResolutionSet _resolution;

    public OperatorComponents(
        OperatorOptions options, KubeClient client, OperatorMetrics metrics, TraceLinks traces, TimeProvider time, ILoggerFactory loggers)
    {
        Client = client;
        Metrics = metrics;
        Fence = options.LeaderElection ? new LeadershipFence() : null;
        var writer = Fence is null ? client : client.Guarded(Fence.ThrowIfClosed);
        Informers = new Informers(client, new InformerOptions { Namespaces = options.Namespaces }, time, loggers);
        var stores = ClusterStores.Of(Informers);
        var contexts = Informers.Get<ManagementContext>();
        var apis = Informers.Get<ApiDefinition>();
        _ = new InformerMetrics(metrics.Meter, Informers);
        metrics.Objects.Observe<ManagementContext, ManagementContextStatus>(contexts);
        metrics.Objects.Observe<ApiDefinition, ApiDefinitionStatus>(apis);

        _pool = new ApimHttpClientPool(options.Apim, time, loggers.CreateLogger<ApimHttpClientPool>());
        _pool.Publish(metrics.Apim);
        var apim = new ApimClient(_pool, time, loggers.CreateLogger<ApimClient>(), metrics.Apim);
        var leadersApim = new ApimClient(_pool, time, loggers.CreateLogger<ApimClient>(), metrics.Apim, Fence);
        var scope = new WatchScope(options.Namespaces);
        _resolution = new ResolutionSet(stores, client, scope, options.Templating, time);
        Webhooks = new WebhookSet(options.Webhook.Policy, scope, client, _resolution, apim);

        Events = new EventRecorder(client, new EventRecorderOptions { Component = "gko" }, time, loggers.CreateLogger<EventRecorder>());
        var status = new StatusWriter(writer, FieldManagers.Operator);
        var contextStatus = new ManagementContextStatusWriter(status, contexts, time);
        var apiStatus = new ApiDefinitionStatusWriter(status, apis, time);
        var lastResort = new LastResort(client);
        ContextController = new Controller<ManagementContext>(
            new ControllerOptions<ManagementContext>
            {
                Name = "managementcontext",
                Workers = options.MaxConcurrentReconciles,
                // Asking a context's APIM is cheap, and its APIs wait for the answer.
                Backoff = Backoff.Default with { Max = TimeSpan.FromSeconds(30) },
                Predicate = Changes.OfSpecOrPolicy,
                Metrics = metrics.Controllers,
                Traces = traces,
                DrainTimeout = options.DrainTimeout,
            },
            contexts,
            new ManagementContextReconciler(
                _resolution.Contexts, _resolution.Dependencies, lastResort, leadersApim, contextStatus, Events),
            new ManagementContextFinalizer(_resolution.Usage, lastResort, contextStatus, Events),
            writer, time, loggers.CreateLogger<Controller<ManagementContext>>());
        ApiController = new Controller<ApiDefinition>(
            new ControllerOptions<ApiDefinition>
            {
                Name = "apidefinition",
                Workers = Lanes.WorkersFor(options.MaxConcurrentReconciles),
                Predicate = Changes.OfSpecOrPolicy,
                Lane = api => Lanes.ByContext(api, api.Spec?.ContextRef),
                Metrics = metrics.Controllers,
                Traces = traces,
                DrainTimeout = options.DrainTimeout,
            },
            apis,
            new ApiDefinitionReconciler(
                _resolution.Apis, new Predecessors(leadersApim), leadersApim, apiStatus, Events, new StartupSync(options.AlwaysReconcile),
                loggers.CreateLogger<ApiDefinitionReconciler>()),
            new ApiDefinitionFinalizer(
                _resolution.Contexts, _resolution.Dependencies, lastResort, leadersApim, apiStatus, Events,
                loggers.CreateLogger<ApiDefinitionFinalizer>()),
            writer, time, loggers.CreateLogger<Controller<ApiDefinition>>());
        Dependencies.Connect(contexts, apis, ContextController, ApiController);
        new SourceChanges(_resolution.Dependencies)
            .Wake(apis, key => ApiController.Enqueue(key))
            .Wake(contexts, key => ContextController.Enqueue(key))
            .Follow(Informers);
        InformerHealth = [.. Informers.All.Select(informer => new InformerHealth(informer, time)).OrderBy(health => health.Kind, StringComparer.Ordinal)];
    }

    public IKubeClient Client { get; }

    public OperatorMetrics Metrics { get; }

    public Informers Informers { get; }

    public WebhookSet Webhooks { get; }

    public EventRecorder Events { get; }

    /// <summary>Lets calls and writes of the controllers pass only while this process leads; null without an election.</summary>
    public LeadershipFence? Fence { get; }

    public IReadOnlyList<InformerHealth> InformerHealth { get; }

    /// <summary>What only the leader runs: each takes the tokens that stop and that abort it.</summary>
    public IReadOnlyList<Func<CancellationToken, CancellationToken, Task>> Controllers => [ContextController.RunAsync, ApiController.RunAsync];

    private Controller<ManagementContext> ContextController { get; }

    private Controller<ApiDefinition> ApiController { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _resolution.Dispose();
        _pool.Dispose();
    }
}

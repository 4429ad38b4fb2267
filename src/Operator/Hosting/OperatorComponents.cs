using Gko.Apim.Client;
using Gko.Apim.Http;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Events;
using Gko.Kubernetes.Model;
using Gko.Operator.Configuration;
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

    public OperatorComponents(OperatorOptions options, IKubeClient client, TimeProvider time, ILoggerFactory loggers)
    {
        Client = client;
        Informers = new Informers(client, new InformerOptions { Namespaces = options.Namespaces }, time, loggers);
        var stores = ClusterStores.Of(Informers);
        var contexts = Informers.Get<ManagementContext>();
        var apis = Informers.Get<ApiDefinition>();

        _pool = new ApimHttpClientPool(options.Apim, time, loggers.CreateLogger<ApimHttpClientPool>());
        var apim = new ApimClient(_pool, time, loggers.CreateLogger<ApimClient>());
        var scope = new WatchScope(options.Namespaces);
        _resolution = new ResolutionSet(stores, client, scope, options.Templating, time);
        Webhooks = new WebhookSet(options.Webhook.Policy, scope, client, _resolution, apim);

        Events = new EventRecorder(client, new EventRecorderOptions { Component = "gko" }, time, loggers.CreateLogger<EventRecorder>());
        var status = new StatusWriter(client, FieldManagers.Operator);
        var contextStatus = new ManagementContextStatusWriter(status, contexts, time);
        var apiStatus = new ApiDefinitionStatusWriter(status, apis, time);
        ContextController = new Controller<ManagementContext>(
            new ControllerOptions<ManagementContext>
            {
                Name = "managementcontext",
                Workers = options.MaxConcurrentReconciles,
                // Asking a context's APIM is cheap, and its APIs wait for the answer.
                Backoff = Backoff.Default with { Max = TimeSpan.FromSeconds(30) },
                Predicate = Changes.OfSpecOrPolicy,
            },
            contexts,
            new ManagementContextReconciler(_resolution.Contexts, _resolution.Dependencies, apim, contextStatus, Events),
            new ManagementContextFinalizer(_resolution.Usage, contextStatus, Events),
            client, time, loggers.CreateLogger<Controller<ManagementContext>>());
        ApiController = new Controller<ApiDefinition>(
            new ControllerOptions<ApiDefinition>
            {
                Name = "apidefinition",
                Workers = options.MaxConcurrentReconciles,
                Predicate = Changes.OfSpecOrPolicy,
            },
            apis,
            new ApiDefinitionReconciler(
                _resolution.Apis, apim, apiStatus, Events, new StartupSync(options.AlwaysReconcile), loggers.CreateLogger<ApiDefinitionReconciler>()),
            new ApiDefinitionFinalizer(_resolution.Contexts, _resolution.Dependencies, apim, apiStatus, Events),
            client, time, loggers.CreateLogger<Controller<ApiDefinition>>());
        Dependencies.Connect(contexts, apis, ContextController, ApiController);
        new SourceChanges(_resolution.Dependencies)
            .Wake(apis, key => ApiController.Enqueue(key))
            .Wake(contexts, key => ContextController.Enqueue(key))
            .Follow(Informers);
    }

    public IKubeClient Client { get; }

    public Informers Informers { get; }

    public WebhookSet Webhooks { get; }

    public EventRecorder Events { get; }

    public Controller<ManagementContext> ContextController { get; }

    public Controller<ApiDefinition> ApiController { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _resolution.Dispose();
        _pool.Dispose();
    }
}

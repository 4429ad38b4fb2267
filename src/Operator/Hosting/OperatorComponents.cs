using Gko.Apim.Client;
using Gko.Apim.Http;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Events;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
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

    public OperatorComponents(OperatorOptions options, IKubeClient client, TimeProvider time, ILoggerFactory loggers)
    {
        Client = client;
        var watched = new InformerOptions { Namespaces = options.Namespaces };
        Informers = new Informers(client, watched, time, loggers);

        // A cluster may hold tens of thousands of them, most of which are none of our business.
        Informers.Configure<SecretMetadata>(watched with { Transform = new MetadataTrimmer().Trim });
        Informers.Configure<ConfigMapMetadata>(watched with { Transform = new MetadataTrimmer().Trim });
        var contexts = Informers.Get<ManagementContext>();
        var apis = Informers.Get<ApiDefinition>();
        apis.AddIndex(ApiDefinitionIndexes.ByContext);
        apis.AddIndex(ApiDefinitionIndexes.ByPath);

        _pool = new ApimHttpClientPool(options.Apim, time, loggers.CreateLogger<ApimHttpClientPool>());
        var apim = new ApimClient(_pool, time, loggers.CreateLogger<ApimClient>());
        var scope = new WatchScope(options.Namespaces);
        var contextResolver = new ContextResolver(contexts, client, scope, options.Templating);
        var apiResolver = new ApiDefinitionResolver(contextResolver, options.Templating);

        Webhooks = new WebhookSet(
            options.Webhook.Policy, scope, client, apis, contextResolver, apiResolver, new PathClaims(apis, client, scope, time), apim);

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
            new ManagementContextReconciler(contextResolver, apim, contextStatus, Events),
            new ManagementContextFinalizer(apis, contextStatus, Events),
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
                apiResolver, apim, apiStatus, Events, new StartupSync(options.AlwaysReconcile), loggers.CreateLogger<ApiDefinitionReconciler>()),
            new ApiDefinitionFinalizer(contextResolver, apim, apiStatus, Events),
            client, time, loggers.CreateLogger<Controller<ApiDefinition>>());
        Dependencies.Connect(contexts, apis, ContextController, ApiController);
    }

    public IKubeClient Client { get; }

    public Informers Informers { get; }

    public WebhookSet Webhooks { get; }

    public EventRecorder Events { get; }

    public Controller<ManagementContext> ContextController { get; }

    public Controller<ApiDefinition> ApiController { get; }

    /// <inheritdoc/>
    public void Dispose() => _pool.Dispose();
}

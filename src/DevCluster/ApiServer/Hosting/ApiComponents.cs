using Microsoft.Extensions.Logging;

namespace Gko.DevCluster.ApiServer;

/// <summary>The parts of the server, wired once; they outlive a restart of the listener.</summary>
internal sealed class ApiComponents : IDisposable
{
    private readonly WebhookTransport _transport = new();

    public ApiComponents(DevApiServerOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        Store = new ObjectStore(options.HistorySize, options.WatchCapacity);
        Authorizer = new RbacAuthorizer(Store);
        Reviews = new AccessReviews(Authorizer, Authenticator);
        var webhooks = new WebhookClient(_transport, options.Services, time);
        var chain = new WebhookChain(Store, Registry, webhooks, loggers.CreateLogger<WebhookChain>());
        Services = new WriteServices(Store, Registry, chain, time);
        Pipeline = new WritePipeline(Services);
        Definitions = new DefinitionController(Services);
        var renderer = new ObjectRenderer(time);
        Reads = new ReadEndpoint(Store, renderer);
        Writes = new WriteEndpoint(Store, Pipeline, renderer);
        Watches = new WatchEndpoint(Store, renderer, time, options.BookmarkInterval);
        System = new SystemEndpoint(Registry, Counters);
    }

    public ObjectStore Store { get; }

    public ResourceRegistry Registry { get; } = new();

    public Authenticator Authenticator { get; } = new();

    public RbacAuthorizer Authorizer { get; }

    public AccessReviews Reviews { get; }

    public WriteServices Services { get; }

    public WritePipeline Pipeline { get; }

    public DefinitionController Definitions { get; }

    public ReadEndpoint Reads { get; }

    public WriteEndpoint Writes { get; }

    public WatchEndpoint Watches { get; }

    public SystemEndpoint System { get; }

    public RequestCounters Counters { get; } = new();

    public FaultSwitch Faults { get; } = new();

    public void Dispose() => _transport.Dispose();
}

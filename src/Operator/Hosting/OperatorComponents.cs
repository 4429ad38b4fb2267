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
/// The operator's parts, wired by hand: what depends on what is read here from top to bottom. A new kind adds its webhooks
/// (<see cref="WebhookSet"/>) and its controller (<see cref="ControllerSet"/>).
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
        Informers = WatchedKinds.Create(options.Namespaces, client, time, loggers);
        var stores = ClusterStores.Of(Informers) with { Guardrails = options.UsesGuardrails ? GuardrailStores.Of(Informers, options.Guardrails == true) : null };
        _pool = new ApimHttpClientPool(options.Apim, time, loggers.CreateLogger<ApimHttpClientPool>());
        _pool.Publish(metrics.Apim);
        var apim = new ApimClient(_pool, time, loggers.CreateLogger<ApimClient>(), metrics.Apim);
        var leadersApim = new ApimClient(_pool, time, loggers.CreateLogger<ApimClient>(), metrics.Apim, Fence);
        var scope = new WatchScope(options.Namespaces);
        _resolution = new ResolutionSet(stores, client, scope, options.Templating, time);
        Webhooks = new WebhookSet(options.Webhook.Policy, scope, client, _resolution, apim, time);

        Events = new EventRecorder(client, new EventRecorderOptions { Component = "gko" }, time, loggers.CreateLogger<EventRecorder>());
        Controllers = new ControllerSet(
            options, Informers, _resolution, writer, leadersApim, Events, metrics, traces, time, loggers).Create();
        _ = new InformerMetrics(metrics.Meter, Informers);
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
    public IReadOnlyList<Func<CancellationToken, CancellationToken, Task>> Controllers { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _resolution.Dispose();
        _pool.Dispose();
    }
}

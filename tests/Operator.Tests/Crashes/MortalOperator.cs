using System.Diagnostics.Metrics;
using Gko.Apim.Client;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Events;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Tracing;
using Gko.Operator.Configuration;
using Gko.Operator.Hosting;
using Gko.Operator.Metrics;
using Gko.Resolution;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.Operator.Tests.Crashes;

/// <summary>All controllers of the operator for one namespace, which can be killed between any two of their effects.</summary>
internal sealed class MortalOperator : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly OperatorMetrics _metrics;
    private readonly Informers _informers;
    private readonly ResolutionSet _resolution;
    private readonly IReadOnlyList<Func<CancellationToken, CancellationToken, Task>> _controllers;
    private readonly List<Task> _running = [];

    private MortalOperator(IKubeClient client, IApimClient apim, string ns)
    {
        var (time, loggers) = (TimeProvider.System, NullLoggerFactory.Instance);
        var options = new OperatorOptions { Namespaces = [ns], DrainTimeout = TimeSpan.Zero };
        _metrics = new OperatorMetrics(options, _services.GetRequiredService<IMeterFactory>(), time, loggers);
        _informers = new Informers(client, new InformerOptions { Namespaces = options.Namespaces }, time, loggers);
        _resolution = new ResolutionSet(ClusterStores.Of(_informers), client, new WatchScope(options.Namespaces), templating: true, time);
        _controllers = new ControllerSet(
            options, _informers, _resolution, new MortalKubeClient(client, Life), new MortalApimClient(apim, Life),
            new Nobody(), _metrics, new TraceLinks(time), time, loggers).Create();
    }

    public KillSwitch Life { get; } = new();

    /// <summary>Returns when the caches are filled and the controllers run.</summary>
    public static async Task<MortalOperator> StartAsync(IKubeClient client, IApimClient apim, string ns)
    {
        var started = new MortalOperator(client, apim, ns);
        started._running.Add(started._informers.RunAsync(started._stop.Token));
        await started._informers.WaitForSyncAsync(CancellationToken.None);
        started._running.AddRange(started._controllers.Select(run => run(started._stop.Token, started._stop.Token)));
        return started;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Life.BuryAsync();
        await Task.WhenAll(_running);
        _resolution.Dispose();
        _metrics.Dispose();
        await _services.DisposeAsync();
        Life.Dispose();
        _stop.Dispose();
    }

    private sealed class Nobody : IEventRecorder
    {
        public void Record(IResource about, EventType type, string reason, string note)
        {
            // What users are told is no matter here.
        }
    }
}

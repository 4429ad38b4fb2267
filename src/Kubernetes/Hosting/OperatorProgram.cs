using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Events;
using Gko.Kubernetes.LeaderElection;
using Gko.Kubernetes.Model;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Hosting;

/// <summary>
/// Controllers with all they need, and the order of start and stop: caches fill, the lease is awaited, controllers work; at the
/// end they drain, the lease is released, and only then caches and events stop.
/// </summary>
public sealed partial class OperatorProgram : IDisposable
{
    private readonly List<Func<CancellationToken, CancellationToken, Task>> _controllers = [];
    private readonly List<IDisposable> _disposables = [];
    private readonly OperatorSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly EventRecorder _events;

    /// <summary>Wires the program; nothing is called before <see cref="RunAsync"/>.</summary>
    public OperatorProgram(OperatorSettings settings, IKubeClient client, TimeProvider time, ILoggerFactory loggers)
    {
        (_settings, _time, _loggers, Client) = (settings, time, loggers, client);
        _logger = loggers.CreateLogger<OperatorProgram>();
        _events = new EventRecorder(
            client, new EventRecorderOptions { Component = settings.Name }, time, loggers.CreateLogger<EventRecorder>());
        Informers = new Informers(client, new InformerOptions { Namespaces = settings.Namespaces }, time, loggers);
        Status = new StatusWriter(client, settings.Name);
    }

    /// <summary>Reads and writes; reading is better done through <see cref="Informers"/>.</summary>
    public IKubeClient Client { get; }

    /// <summary>The caches, one per kind.</summary>
    public Informers Informers { get; }

    /// <summary>Writes statuses.</summary>
    public StatusWriter Status { get; }

    /// <summary>Tells the users of an object what happened to it.</summary>
    public IEventRecorder Events => _events;

    /// <summary>Adds a controller; what it watches besides its kind is said on the returned one.</summary>
    /// <param name="reconciler">Does the work.</param>
    /// <param name="finalizer">Cleans up before an object goes; null when there is nothing to clean up.</param>
    /// <param name="options">How it works; null for the defaults.</param>
    public Controller<T> AddController<T>(
        IReconciler<T> reconciler, IFinalizer<T>? finalizer = null, ControllerOptions<T>? options = null)
        where T : class, IResource<T>
    {
        var controller = new Controller<T>(
            options ?? new ControllerOptions<T>(), Informers.Get<T>(), reconciler, finalizer, Client, _time,
            _loggers.CreateLogger<Controller<T>>());
        _controllers.Add(controller.RunAsync);
        _disposables.Add(controller);
        return controller;
    }

    /// <summary>Works until the token fires, and returns when everything has come to its end.</summary>
    /// <exception cref="LeadershipLostException">Another replica leads; the process should end.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        // Caches and events outlive the controllers: work that drains still reads and reports.
        using var afterControllers = new CancellationTokenSource();
        var background = Task.WhenAll(Informers.RunAsync(afterControllers.Token), _events.RunAsync(afterControllers.Token));
        try
        {
            await Informers.WaitForSyncAsync(ct).ConfigureAwait(false);
            Log.Ready(_logger, _settings.Name);
            await LeadAsync(ct).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Stopped before the caches were filled.
        }
        finally
        {
            await afterControllers.CancelAsync().ConfigureAwait(false);
            await EndAsync(background, afterControllers.Token).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _disposables.ForEach(disposable => disposable.Dispose());

    private Task LeadAsync(CancellationToken ct) => _settings.LeaderElection is { } election
        ? new LeaderElector(Client, election, _time, _loggers.CreateLogger<LeaderElector>())
            .RunAsync(term => WorkAsync(term.Stopping, term.Lost), ct)
        : WorkAsync(ct, CancellationToken.None);

    private Task WorkAsync(CancellationToken stop, CancellationToken abort) =>
        Task.WhenAll(_controllers.Select(run => run(stop, abort)));

    private static async Task EndAsync(Task background, CancellationToken ct)
    {
        try
        {
            await background.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The expected end.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Operator} is ready.")]
        public static partial void Ready(ILogger logger, string @operator);
    }
}

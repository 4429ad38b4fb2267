using Gko.Contracts.Wire;
using Gko.Kubernetes.Configuration;
using Gko.Kubernetes.Health;
using Gko.Kubernetes.LeaderElection;
using Gko.Operator.Configuration;

namespace Gko.Operator.Hosting;

/// <summary>
/// The order in which the operator starts and stops, as code. It begins after Kestrel listens and ends before Kestrel stops:
/// probes and webhooks answer from the first moment to the last.
/// </summary>
internal sealed partial class OperatorService(
    OperatorOptions options,
    KubeConnection connection,
    OperatorComponents components,
    WebhookServing webhooks,
    Startup startup,
    TimeProvider time,
    ILoggerFactory loggers,
    IHostApplicationLifetime lifetime) : IHostedLifecycleService, IDisposable
{
    private static readonly TimeSpan FarewellTimeout = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private readonly ILogger _logger = loggers.CreateLogger<OperatorService>();
    private readonly LeaderElector? _elector = options.LeaderElection
        ? new LeaderElector(components.Client, Election(options, connection), time, loggers.CreateLogger<LeaderElector>())
        : null;
    private Task _running = Task.CompletedTask;

    /// <summary>Completes when everything is up; fails with what prevented it.</summary>
    public Task Ready => _ready.Task;

    /// <summary>What made the operator give up; null while all is well.</summary>
    public Exception? Failure { get; private set; }

    public OperatorPhase Phase { get; private set; }

    /// <summary>What the start waits for; of no interest later.</summary>
    public string StartupStep => startup.Step;

    /// <summary>False when work goes on although the lease ran out long ago.</summary>
    public bool LeadsProperly => _elector?.IsHealthy ?? true;

    /// <summary>Notices when nothing gets its turn any more.</summary>
    public Watchdog Watchdog { get; } = new(time, () =>
    {
        foreach (var informer in components.InformerHealth)
        {
            informer.Observe();
        }
    });

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _running = Task.Run(ExecuteAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        var wasReady = Phase is OperatorPhase.Ready && Failure is null;
        Phase = OperatorPhase.Stopping;
        var farewell = wasReady ? Task.Delay(options.Webhook.ServeAfterStop, time, cancellationToken) : Task.CompletedTask;
        await _stop.CancelAsync().ConfigureAwait(false);
        try
        {
            await Task.WhenAll(_running, farewell).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (cancellationToken.IsCancellationRequested)
        {
            Failure ??= error;
            Log.NotInTime(_logger);
        }
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private async Task ExecuteAsync()
    {
        try
        {
            await RunAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (_stop.IsCancellationRequested && error is OperationCanceledException or LeadershipLostException)
        {
            // Stopped before it was ready, or so slowly, with the API server away, that the lease ran out: as was asked for.
        }
        catch (Exception error)
        {
            Failure = error;
            _ready.TrySetException(error);
            Log.Failed(_logger, error);
            lifetime.StopApplication();
        }

        _ready.TrySetCanceled();
    }

    private async Task RunAsync(CancellationToken stop)
    {
        Log.Starting(_logger, connection.Server, options.Namespaces.Count == 0 ? "all namespaces" : string.Join(", ", options.Namespaces));
        foreach (var problem in options.Problems)
        {
            Log.Problem(_logger, problem);
        }

        // Caches and events outlive the controllers: work that drains still reads and reports.
        using var parts = new BackgroundParts();
        using var working = CancellationTokenSource.CreateLinkedTokenSource(stop, parts.Failed);
        try
        {
            await GetReadyAsync(parts, working.Token).ConfigureAwait(false);
            await LeadAsync(working.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (working.IsCancellationRequested)
        {
            // Stopped, or a part failed, which its stop tells.
        }
        finally
        {
            await Task.WhenAll(parts.StopAsync(), WithdrawAsync()).ConfigureAwait(false);
        }
    }

    private async Task GetReadyAsync(BackgroundParts parts, CancellationToken ct)
    {
        if (_elector is not null)
        {
            components.Metrics.LeaderElection.Observe(LeaseNames.LeaderElection, _elector);
        }

        parts.Start("watchdog", Watchdog.RunAsync);
        if (options.Webhook.Enabled)
        {
            parts.Start("certificates", webhooks.Certificates.RunAsync);
        }

        await startup.ApplyCrdsAsync(ct).ConfigureAwait(false);
        parts.Start("informers", components.Informers.RunAsync);
        parts.Start("events", components.Events.RunAsync);
        await startup.FillCachesAsync(ct).ConfigureAwait(false);
        Compact();
        await startup.OpenWebhooksAsync(ct).ConfigureAwait(false);
        if (options.Webhook.Enabled && webhooks.Announces)
        {
            parts.Start("webhook registration", webhooks.KeepAnnouncedAsync);
            parts.Start("webhook configurations", webhooks.WatchAsync);
        }

        if (Phase is OperatorPhase.Starting)
        {
            Phase = OperatorPhase.Ready;
        }

        _ready.TrySetResult();
        Log.Ready(_logger);
    }

    // What was read leaves gaps behind, many times the size of what stays. Nobody waits for us yet, so this is the time.
    private static void Compact() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    private Task LeadAsync(CancellationToken ct) => _elector is null
        ? RunControllersAsync(ct, default)
        : _elector.RunAsync(
            async token =>
            {
                using var open = components.Fence!.Open(token);
                await RunControllersAsync(token.Stopping, token.Lost).ConfigureAwait(false);
            },
            ct);

    /// <summary>Runs until stopped; a controller that fails stops the others.</summary>
    private async Task RunControllersAsync(CancellationToken stop, CancellationToken abort)
    {
        using var stopAll = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var running = components.Controllers.Select(run => run(stopAll.Token, abort)).ToList();
        await foreach (var ended in Task.WhenEach(running).ConfigureAwait(false))
        {
            if (!ended.IsCompletedSuccessfully)
            {
                await stopAll.CancelAsync().ConfigureAwait(false);
            }
        }

        await Task.WhenAll(running).ConfigureAwait(false);
    }

    private async Task WithdrawAsync()
    {
        if (!options.Webhook.Enabled || !_ready.Task.IsCompletedSuccessfully)
        {
            return;
        }

        using var timeout = new CancellationTokenSource(FarewellTimeout, time);
        try
        {
            await webhooks.WithdrawAsync(timeout.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Log.StillRegistered(_logger, error);
        }
    }

    private static LeaderElectionOptions Election(OperatorOptions options, KubeConnection connection) => new()
    {
        Namespace = options.PodNamespace ?? connection.Namespace ?? "default",
        Name = LeaseNames.LeaderElection,
        LeaseDuration = options.Lease.Duration,
        RenewDeadline = options.Lease.RenewDeadline,
        RetryPeriod = options.Lease.RetryPeriod,
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "gko starts: API server {Server}, watching {Scope}")]
        public static partial void Starting(ILogger logger, Uri server, string scope);

        [LoggerMessage(2, LogLevel.Information, "gko is ready")]
        public static partial void Ready(ILogger logger);

        [LoggerMessage(3, LogLevel.Warning, "{Problem}")]
        public static partial void Problem(ILogger logger, string problem);

        [LoggerMessage(4, LogLevel.Critical, "gko stops because it cannot go on")]
        public static partial void Failed(ILogger logger, Exception error);

        [LoggerMessage(5, LogLevel.Warning, "The webhook configurations could not be removed; delete them, or applies will fail until gko runs again")]
        public static partial void StillRegistered(ILogger logger, Exception error);

        [LoggerMessage(6, LogLevel.Error, "gko was not done in time and leaves the rest as it is")]
        public static partial void NotInTime(ILogger logger);
    }
}

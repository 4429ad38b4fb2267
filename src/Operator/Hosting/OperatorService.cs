using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Configuration;
using Gko.Kubernetes.Crds;
using Gko.Kubernetes.LeaderElection;
using Gko.Operator.Configuration;

namespace Gko.Operator.Hosting;

/// <summary>
/// The order in which the operator starts and stops, as code. Kestrel runs before and after it: probes and webhooks answer
/// from the first moment to the last.
/// </summary>
internal sealed partial class OperatorService(
    OperatorOptions options,
    KubeConnection connection,
    OperatorComponents components,
    WebhookServing webhooks,
    TimeProvider time,
    ILoggerFactory loggers,
    IHostApplicationLifetime lifetime) : BackgroundService
{
    private static readonly TimeSpan CrdTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FarewellTimeout = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ILogger _logger = loggers.CreateLogger<OperatorService>();

    /// <summary>Completes when everything is up; fails with what prevented it.</summary>
    public Task Ready => _ready.Task;

    /// <summary>What made the operator give up; null while all is well.</summary>
    public Exception? Failure { get; private set; }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // Kestrel starts after the hosted services; nobody may be told of the webhooks before it listens.
            await WaitForServerAsync(stoppingToken).ConfigureAwait(false);
            await RunAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            _ready.TrySetCanceled(stoppingToken);
        }
        catch (Exception error)
        {
            Failure = error;
            _ready.TrySetException(error);
            Log.Failed(_logger, error);
            lifetime.StopApplication();
        }
    }

    private async Task RunAsync(CancellationToken ct)
    {
        Log.Starting(_logger, connection.Server, options.Namespaces.Count == 0 ? "all namespaces" : string.Join(", ", options.Namespaces));
        foreach (var problem in options.Problems)
        {
            Log.Problem(_logger, problem);
        }

        if (options.ApplyCrds)
        {
            await new CrdInstaller(components.Client, FieldManagers.Operator, time, loggers.CreateLogger<CrdInstaller>())
                .InstallAsync(CustomResourceDefinitions.All(), CrdTimeout, ct).ConfigureAwait(false);
        }

        // Caches and events outlive the controllers: work that drains still reads and reports.
        using var afterControllers = new CancellationTokenSource();
        var background = StartBackground(afterControllers.Token);
        var announcing = Task.CompletedTask;
        try
        {
            await components.Informers.WaitForSyncAsync(ct).ConfigureAwait(false);
            Compact();
            if (options.Webhook.Enabled)
            {
                await webhooks.LoadAsync(ct).ConfigureAwait(false);
                await webhooks.AnnounceAsync(ct).ConfigureAwait(false);
            }

            _ready.TrySetResult();
            Log.Ready(_logger);
            announcing = KeepAnnouncedAsync(afterControllers.Token);
            await LeadAsync(ct).ConfigureAwait(false);
        }
        finally
        {
            await afterControllers.CancelAsync().ConfigureAwait(false);
            await announcing.ConfigureAwait(false);
            await background.ConfigureAwait(false);
            await WithdrawAsync().ConfigureAwait(false);
        }
    }

    // What was read leaves gaps behind, many times the size of what stays. Nobody waits for us yet, so this is the time.
    private static void Compact() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    private Task StartBackground(CancellationToken ct) => Task.WhenAll(
        UntilCancelledAsync(components.Informers.RunAsync(ct), ct),
        UntilCancelledAsync(components.Events.RunAsync(ct), ct),
        UntilCancelledAsync(options.Webhook.Enabled ? webhooks.Certificates.RunAsync(ct) : Task.CompletedTask, ct));

    private Task KeepAnnouncedAsync(CancellationToken ct) =>
        options.Webhook.Enabled ? UntilCancelledAsync(webhooks.KeepAnnouncedAsync(ct), ct) : Task.CompletedTask;

    private async Task LeadAsync(CancellationToken ct)
    {
        if (!options.LeaderElection)
        {
            await RunControllersAsync(ct, default).ConfigureAwait(false);
            return;
        }

        var election = new LeaderElectionOptions
        {
            Namespace = options.PodNamespace ?? connection.Namespace ?? "default",
            Name = LeaseNames.LeaderElection,
        };
        await new LeaderElector(components.Client, election, time, loggers.CreateLogger<LeaderElector>())
            .RunAsync(token => RunControllersAsync(token.Stopping, token.Lost), ct).ConfigureAwait(false);
    }

    private Task RunControllersAsync(CancellationToken stop, CancellationToken abort) => Task.WhenAll(
        components.ContextController.RunAsync(stop, abort),
        components.ApiController.RunAsync(stop, abort));

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

    private async Task WaitForServerAsync(CancellationToken ct)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult()).ConfigureAwait(false);
        await started.Task.WaitAsync(ct).ConfigureAwait(false);
    }

    private static async Task UntilCancelledAsync(Task task, CancellationToken ct)
    {
        try
        {
            await task.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The expected end.
        }
    }

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
    }
}

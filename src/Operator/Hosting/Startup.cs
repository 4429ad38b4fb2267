using System.Numerics;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Crds;
using Gko.Operator.Configuration;

namespace Gko.Operator.Hosting;

/// <summary>
/// The steps between the start and readiness. What needs the API server is tried until it answers: an operator that gives up
/// would only be started again.
/// </summary>
internal sealed partial class Startup(
    OperatorOptions options, OperatorComponents components, WebhookServing webhooks, TimeProvider time, ILoggerFactory loggers)
{
    private static readonly TimeSpan CrdTimeout = TimeSpan.FromSeconds(60);

    private static readonly Backoff Pauses = new(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(10)) { Jitter = 0.2 };

    private readonly ILogger _logger = loggers.CreateLogger<Startup>();

    /// <summary>What is waited for, and why it takes long if it does.</summary>
    public string Step { get; private set; } = "starting";

    /// <summary>Applies the CRDs if asked to; refused ones are an error.</summary>
    /// <exception cref="CrdInstallException">The API server does not take them.</exception>
    public Task ApplyCrdsAsync(CancellationToken ct)
    {
        var installer = new CrdInstaller(components.Client, FieldManagers.Operator, time, loggers.CreateLogger<CrdInstaller>());
        return options.ApplyCrds
            ? InsistAsync("applying the CRDs", token => installer.InstallAsync(CustomResourceDefinitions.All(), CrdTimeout, token), ct)
            : Task.CompletedTask;
    }

    /// <summary>Waits until the caches hold what exists.</summary>
    public Task FillCachesAsync(CancellationToken ct)
    {
        Step = "reading what exists";
        return components.Informers.WaitForSyncAsync(ct);
    }

    /// <summary>Waits for the certificate and makes the API server call the webhooks.</summary>
    public async Task OpenWebhooksAsync(CancellationToken ct)
    {
        if (options.Webhook.Enabled)
        {
            Step = "waiting for the webhooks' certificate";
            await webhooks.Certificates.WaitAsync(ct).ConfigureAwait(false);
            await InsistAsync("registering the webhooks", webhooks.AnnounceAsync, ct).ConfigureAwait(false);
        }
    }

    private async Task InsistAsync(string step, Func<CancellationToken, Task> action, CancellationToken ct)
    {
        Step = step;
        for (var failures = 1; ; failures++)
        {
            try
            {
                await action(ct).ConfigureAwait(false);
                return;
            }
            catch (Exception error) when (error is KubeApiException or HttpRequestException or IOException && !ct.IsCancellationRequested)
            {
                Step = $"{step}: {error.Message}";
                Log.NotYet(_logger, BitOperations.IsPow2(failures) ? LogLevel.Warning : LogLevel.Debug, step, error.Message);
            }

            await Task.Delay(Pauses.After(failures), time, ct).ConfigureAwait(false);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Message = "The start waits, {Step}: {Reason}")]
        public static partial void NotYet(ILogger logger, LogLevel level, string step, string reason);
    }
}

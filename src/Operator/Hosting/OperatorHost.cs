using System.Net;
using Gko.Kubernetes.Certificates;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Configuration;
using Gko.Kubernetes.Health;
using Gko.Operator.Configuration;

namespace Gko.Operator.Hosting;

/// <summary>The operator as one web application: webhooks and probes in front, reconcile loops behind.</summary>
public sealed class OperatorHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly OperatorService _service;
    private readonly OperatorComponents _components;
    private readonly KubeClient _client;

    private OperatorHost(WebApplication app, OperatorService service, OperatorComponents components, KubeClient client)
    {
        _app = app;
        _service = service;
        _components = components;
        _client = client;
    }

    /// <summary>Completes when webhooks answer, caches are in sync and controllers may run; fails when the start failed.</summary>
    public Task Ready => _service.Ready;

    /// <summary>Completes when the operator has stopped, for whatever reason.</summary>
    public Task Stopped => _app.WaitForShutdownAsync();

    /// <summary>0 after a stop that was asked for, 1 when the operator could not go on.</summary>
    public int ExitCode => _service.Failure is null ? 0 : 1;

    /// <summary>Wires the operator; nothing runs and nothing is called before <see cref="StartAsync"/>.</summary>
    /// <param name="time">The clock; null for the system's.</param>
    public static OperatorHost Create(OperatorOptions options, KubeConnection connection, TimeProvider? time = null)
    {
        var clock = time ?? TimeProvider.System;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
        LogSetup.Apply(builder.Logging, options.Logs);
        OperatorService? service = null;
        builder.Services.AddHostedService(_ => service!);
        OperatorEndpoints? endpoints = null;
        builder.WebHost.ConfigureKestrel(kestrel => endpoints!.Listen(kestrel));
        var app = builder.Build();

        var loggers = app.Services.GetRequiredService<ILoggerFactory>();
        var client = new KubeClient(connection, clock, loggers.CreateLogger<KubeClient>());
        var components = new OperatorComponents(options, client, clock, loggers);
        var webhooks = new WebhookServing(options.Webhook, options.Namespaces, client, clock, loggers);
        endpoints = new OperatorEndpoints(options, webhooks);
        service = new OperatorService(
            options, connection, components, webhooks, clock, loggers, app.Services.GetRequiredService<IHostApplicationLifetime>());
        endpoints.Map(app, components, service);
        return new OperatorHost(app, service, components, client);
    }

    /// <summary>Starts everything and returns at once; await <see cref="Ready"/> for the rest.</summary>
    public Task StartAsync(CancellationToken ct = default) => _app.StartAsync(ct);

    /// <summary>Stops reconciling, lets running work end, then stops answering.</summary>
    public Task StopAsync(CancellationToken ct = default) => _app.StopAsync(ct);

    /// <summary>Runs until SIGTERM, Ctrl-C, the token, or a failure.</summary>
    public Task RunAsync(CancellationToken ct) => _app.RunAsync(ct);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync().ConfigureAwait(false);
        _components.Dispose();
        _client.Dispose();
    }
}

using Gko.Kubernetes.Client;
using Gko.Kubernetes.Configuration;
using Gko.Kubernetes.Hosting.Memory;
using Gko.Kubernetes.Tracing;
using Gko.Operator.Configuration;
using Gko.Operator.Metrics;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gko.Operator.Hosting;

/// <summary>The operator as one web application: webhooks and probes in front, reconcile loops behind.</summary>
public sealed class OperatorHost : IAsyncDisposable
{
    /// <summary>What a stop may take beyond the drain: releasing the lease, writing events, closing connections.</summary>
    private static readonly TimeSpan FarewellTimeout = TimeSpan.FromSeconds(20);

    /// <summary>
    /// There is no appsettings.json to wait for; waiting for one looks through every folder below the current one, which in a
    /// container is the root.
    /// </summary>
    private const string NoFileWatch = "--hostBuilder:reloadConfigOnChange=false";

    private readonly WebApplication _app;
    private readonly OperatorService _service;
    private readonly IDisposable? _export;

    private OperatorHost(WebApplication app, IDisposable? export)
    {
        _app = app;
        _export = export;
        _service = app.Services.GetRequiredService<OperatorService>();
    }

    /// <summary>Completes when webhooks answer, caches are in sync and controllers may run; fails when the start failed.</summary>
    public Task Ready => _service.Ready;

    /// <summary>Completes when the operator has stopped, for whatever reason.</summary>
    public Task Stopped => _app.WaitForShutdownAsync();

    /// <summary>0 after a stop that was asked for, 1 when the operator could not go on.</summary>
    public int ExitCode => _service.Failure is null ? 0 : 1;

    /// <summary>Wires the operator; nothing runs and nothing is called before <see cref="StartAsync"/>.</summary>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="memory">The memory of the process where that is the operator's alone, to be given back when idle.</param>
    public static OperatorHost Create(OperatorOptions options, KubeConnection connection, TimeProvider? time = null, IProcessMemory? memory = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [NoFileWatch] });
        LogSetup.Apply(builder.Logging, options.Logs, time ?? TimeProvider.System);
        builder.Services
            .Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainTimeout + FarewellTimeout)
            .AddSingleton(options)
            .AddSingleton(connection)
            .AddSingleton(time ?? TimeProvider.System)
            .AddSingleton<OperatorMetrics>()
            .AddSingleton(services => services.GetRequiredService<OperatorMetrics>().RestClient)
            .AddSingleton(services => services.GetRequiredService<OperatorMetrics>().Admission)
            .AddSingleton<TraceLinks>()
            .AddSingleton<KubeClient>()
            .AddSingleton<IKubeClient>(services => services.GetRequiredService<KubeClient>())
            .AddSingleton<OperatorComponents>()
            .AddSingleton<WebhookServing>()
            .AddSingleton<MetricsServing>()
            .AddSingleton<Startup>()
            .AddSingleton<OperatorEndpoints>()
            .AddSingleton<OperatorService>()
            .AddHostedService(services => services.GetRequiredService<MetricsServing>())
            .AddHostedService(services => services.GetRequiredService<OperatorService>())
            .AddOptions<KestrelServerOptions>().Configure<OperatorEndpoints>((kestrel, endpoints) => endpoints.Listen(kestrel));
        if (memory is not null)
        {
            builder.Services.AddSingleton(memory).AddHostedService<IdleMemory>();
        }

        var app = builder.Build();
        app.Use(PortMetadata.GuardAsync);
        app.Services.GetRequiredService<OperatorEndpoints>().Map(app);
        var exports = options.Telemetry.Traces || options.Telemetry.Metrics;
        return new OperatorHost(app, exports ? Export(app, options.Telemetry) : null);
    }

    // A method of its own, so that OpenTelemetry is not even loaded where it is not configured.
    private static IDisposable Export(WebApplication app, TelemetryOptions options) =>
        new OtlpExport(options, app.Services.GetRequiredService<ILogger<OtlpExport>>());

    /// <summary>Starts everything and returns at once; await <see cref="Ready"/> for the rest.</summary>
    public Task StartAsync(CancellationToken ct = default) => _app.StartAsync(ct);

    /// <summary>Stops reconciling, lets running work end, then stops answering.</summary>
    public Task StopAsync(CancellationToken ct = default) => _app.StopAsync(ct);

    /// <summary>Runs until SIGTERM, Ctrl-C, the token, or a failure.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        await _app.StartAsync(ct).ConfigureAwait(false);
        await _app.WaitForShutdownAsync(ct).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        // While the instruments still exist, so that what they measured last is sent too.
        _export?.Dispose();
        return _app.DisposeAsync();
    }
}

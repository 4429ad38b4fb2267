using Gko.Apim.Telemetry;
using Gko.Kubernetes.Tracing;
using Gko.Operator.Configuration;
using Gko.Operator.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Gko.Operator.Hosting;

/// <summary>Sends traces and metrics to an OpenTelemetry collector; only made when one is configured. Disposing sends the rest.</summary>
internal sealed class OtlpExport : IDisposable
{
    private readonly OtlpFailureLog _failures;
    private readonly TracerProvider? _traces;
    private readonly MeterProvider? _metrics;

    public OtlpExport(TelemetryOptions options, ILogger<OtlpExport> logger)
    {
        _failures = new OtlpFailureLog(logger);
        var variables = new ConfigurationBuilder()
            .AddInMemoryCollection(options.Variables.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)))
            .Build();
        if (options.Traces)
        {
            _traces = Sdk.CreateTracerProviderBuilder()
                .ConfigureServices(services => services.AddSingleton<IConfiguration>(variables))
                .ConfigureResource(Describe)
                .AddSource(KubernetesTracing.SourceName, ApimTracing.SourceName)
                .AddOtlpExporter()
                .Build();
        }

        if (options.Metrics)
        {
            _metrics = Sdk.CreateMeterProviderBuilder()
                .ConfigureServices(services => services.AddSingleton<IConfiguration>(variables))
                .ConfigureResource(Describe)
                .AddMeter(OperatorMetrics.MeterName)
                .AddOtlpExporter()
                .Build();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
        _failures.Dispose();
    }

    // What comes later wins: the variables over our own words.
    private static void Describe(ResourceBuilder resource) => resource
        .Clear()
        .AddService("gko", serviceVersion: typeof(OtlpExport).Assembly.GetName().Version?.ToString(3))
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();
}

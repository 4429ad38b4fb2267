namespace Gko.Operator.Configuration;

/// <summary>Whether traces and metrics are sent to an OpenTelemetry collector, by the standard <c>OTEL_*</c> variables.</summary>
public sealed record TelemetryOptions
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string TracesEndpoint = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
    private const string MetricsEndpoint = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";

    private static readonly string[] Signals = ["", "TRACES_", "METRICS_"];

    private static readonly string[] ExporterSettings = ["HEADERS", "TIMEOUT", "CERTIFICATE", "CLIENT_CERTIFICATE", "CLIENT_KEY"];

    private static readonly string[] Others =
    [
        "OTEL_SERVICE_NAME", "OTEL_RESOURCE_ATTRIBUTES", "OTEL_TRACES_SAMPLER", "OTEL_TRACES_SAMPLER_ARG",
        "OTEL_BSP_SCHEDULE_DELAY", "OTEL_BSP_EXPORT_TIMEOUT", "OTEL_BSP_MAX_QUEUE_SIZE", "OTEL_BSP_MAX_EXPORT_BATCH_SIZE",
        "OTEL_METRIC_EXPORT_INTERVAL", "OTEL_METRIC_EXPORT_TIMEOUT", "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE",
    ];

    /// <summary>Send spans.</summary>
    public bool Traces { get; init; }

    /// <summary>Send metrics.</summary>
    public bool Metrics { get; init; }

    /// <summary>The variables that were set, for OpenTelemetry to read. Headers among them may hold secrets.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    internal static TelemetryOptions From(EnvironmentReader reader)
    {
        var variables = new Dictionary<string, string>();
        var exporters = Signals.SelectMany(signal => ExporterSettings.Select(setting => $"OTEL_EXPORTER_OTLP_{signal}{setting}"));
        foreach (var name in Others.Concat(exporters))
        {
            Keep(name, reader.Text(name));
        }

        foreach (var name in Signals.Select(signal => $"OTEL_EXPORTER_OTLP_{signal}PROTOCOL").Where(name => reader.Text(name).Length > 0))
        {
            Keep(name, reader.OneOf(name, "grpc", "grpc", "http/protobuf"));
        }

        foreach (var name in new[] { Endpoint, TracesEndpoint, MetricsEndpoint })
        {
            Keep(name, reader.Url(name)?.OriginalString ?? "");
        }

        var enabled = !reader.Flag("OTEL_SDK_DISABLED");
        return new TelemetryOptions
        {
            Traces = enabled && Has(Endpoint, TracesEndpoint) && reader.Text("OTEL_TRACES_EXPORTER") != "none",
            Metrics = enabled && Has(Endpoint, MetricsEndpoint) && reader.Text("OTEL_METRICS_EXPORTER") != "none",
            Variables = variables,
        };

        bool Has(params IEnumerable<string> names) => names.Any(variables.ContainsKey);

        void Keep(string name, string value)
        {
            if (value.Length > 0)
            {
                variables[name] = value;
            }
        }
    }
}

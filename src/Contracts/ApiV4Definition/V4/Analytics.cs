using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V4;

/// <summary>What gateways measure, log and trace.</summary>
public sealed class Analytics
{
    [Description("Whether gateways report anything about the API.")]
    [Required]
    [Default(true)]
    public bool? Enabled { get; set; }

    [Description("Which parts of requests and messages gateways log.")]
    public Logging? Logging { get; set; }

    [Description("Sends logs through OpenTelemetry.")]
    public OtelLogs? OtelLogs { get; set; }

    [Description("NATIVE APIs only: whether gateways report metrics of connections.")]
    public bool? ReporterMetricsEnabled { get; set; }

    [Description("MESSAGE APIs only: which messages are reported at all.")]
    public Sampling? Sampling { get; set; }

    [Description("Sends traces through OpenTelemetry.")]
    public Tracing? Tracing { get; set; }
}

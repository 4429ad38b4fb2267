using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V4;

/// <summary>Sends logs through OpenTelemetry.</summary>
public sealed class OtelLogs
{
    [Description("Whether logs are sent.")]
    public bool? Enabled { get; set; }
}

using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V4;

/// <summary>Sends traces through OpenTelemetry.</summary>
public sealed class Tracing
{
    [Description("Whether traces are sent.")]
    public bool? Enabled { get; set; }

    [Description("Whether traces contain every policy, with headers.")]
    public bool? Verbose { get; set; }
}

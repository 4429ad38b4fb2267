using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V4;

/// <summary>On which side of the gateway is logged.</summary>
public sealed class LoggingMode
{
    [Description("Whether what clients send and get is logged.")]
    [Required]
    public bool? Entrypoint { get; set; }

    [Description("Whether what backends get and send is logged.")]
    [Required]
    public bool? Endpoint { get; set; }
}

using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V4;

/// <summary>In which direction is logged.</summary>
public sealed class LoggingPhase
{
    [Description("Whether requests are logged.")]
    [Required]
    public bool? Request { get; set; }

    [Description("Whether responses are logged.")]
    [Required]
    public bool? Response { get; set; }
}

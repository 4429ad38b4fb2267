using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V4;

/// <summary>Which parts of requests and messages gateways log.</summary>
public sealed class Logging
{
    [Description("Expression that a request must meet to be logged.")]
    public string? Condition { get; set; }

    [Description("Expression that a message must meet to be logged.")]
    public string? MessageCondition { get; set; }

    [Description("What of them is logged.")]
    public LoggingContent? Content { get; set; }

    [Description("On which side they are logged.")]
    public LoggingMode? Mode { get; set; }

    [Description("In which direction they are logged.")]
    public LoggingPhase? Phase { get; set; }
}

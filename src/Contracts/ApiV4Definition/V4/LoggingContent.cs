using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V4;

/// <summary>What of requests and messages gateways log.</summary>
public sealed class LoggingContent
{
    [Description("Whether HTTP headers are logged.")]
    [Required]
    public bool? Headers { get; set; }

    [Description("Whether HTTP bodies are logged.")]
    [Required]
    public bool? Payload { get; set; }

    [Description("Whether headers of messages are logged.")]
    [Required]
    public bool? MessageHeaders { get; set; }

    [Description("Whether contents of messages are logged.")]
    [Required]
    public bool? MessagePayload { get; set; }

    [Description("Whether metadata of messages is logged.")]
    [Required]
    public bool? MessageMetadata { get; set; }
}

using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>How the gateway words one kind of error towards one kind of client.</summary>
public sealed class ResponseTemplate
{
    [Description("HTTP status of the answer.")]
    public int? Status { get; set; }

    [Description("Headers of the answer.")]
    public Dictionary<string, string>? Headers { get; set; }

    [Description("Body of the answer; may contain expressions.")]
    public string? Body { get; set; }

    [Description("Whether logs and metrics show the error key.")]
    public bool? PropagateErrorKeyToLogs { get; set; }
}

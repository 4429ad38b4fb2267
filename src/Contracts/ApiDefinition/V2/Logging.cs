using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V2;

/// <summary>Which parts of requests and responses gateways log.</summary>
public sealed class Logging
{
    [Description("Which side is logged: between client and gateway (CLIENT), gateway and backend (PROXY), or both.")]
    [AllowedValues("NONE", "CLIENT", "PROXY", "CLIENT_PROXY")]
    public string? Mode { get; set; }

    [Description("Whether requests, responses or both are logged.")]
    [AllowedValues("NONE", "REQUEST", "RESPONSE", "REQUEST_RESPONSE")]
    public string? Scope { get; set; }

    [Description("Whether headers, bodies or both are logged.")]
    [AllowedValues("NONE", "HEADERS", "PAYLOADS", "HEADERS_PAYLOADS")]
    public string? Content { get; set; }

    [Description("Expression that a request must meet to be logged.")]
    public string? Condition { get; set; }
}

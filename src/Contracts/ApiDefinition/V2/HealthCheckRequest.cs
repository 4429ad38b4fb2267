using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V2;

/// <summary>The request that a health check sends.</summary>
public sealed class HealthCheckRequest
{
    [Description("Path to ask for.")]
    public string? Path { get; set; }

    [Description("Whether path starts at the backend's root instead of the endpoint's own path.")]
    [Required]
    public bool? FromRoot { get; set; }

    [Description("HTTP method to use.")]
    [HttpMethod]
    public string? Method { get; set; }

    [Description("Headers to send.")]
    [Default(Json = "[]")]
    public List<HttpHeader>? Headers { get; set; }

    [Description("Body to send.")]
    public string? Body { get; set; }
}
